package dev.castellan.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which service a {@link FakeService} stands in for. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Fake {

  /** Short name; without one, a map of all of them. */
  String value() default "";
}
