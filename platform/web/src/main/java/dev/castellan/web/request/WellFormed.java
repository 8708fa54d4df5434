package dev.castellan.web.request;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;

/** A text that can be stored: PostgreSQL keeps no NUL, and UTF-8 has no lone surrogate. */
@Constraint(validatedBy = WellFormed.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface WellFormed {

  String message() default "must be well-formed text";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Whether a text is. */
  final class Check implements ConstraintValidator<WellFormed, String> {

    @Override
    public boolean isValid(String text, ConstraintValidatorContext context) {
      return text == null || of(text);
    }

    public static boolean of(String text) {
      return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
  }
}
