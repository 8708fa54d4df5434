package dev.castellan.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The CloudEvents type under which a record travels, and the topic it belongs to. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

  /** {@code castellan.<thing>.<happened>.v<n>}. */
  String value();

  String topic();
}
