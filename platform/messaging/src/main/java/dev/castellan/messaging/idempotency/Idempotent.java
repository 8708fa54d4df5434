package dev.castellan.messaging.idempotency;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a POST repeatable by {@code Idempotency-Key}. The resource method runs in one transaction
 * with its key and its answer, so transactions inside it have to join that one.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

  /**
   * For a method that accepts an execution and then waits for it: it stores the key itself, where
   * it accepts, and asks {@link CurrentKey#earlier()} once the rights are checked.
   */
  @Nonbinding
  boolean byExecution() default false;
}
