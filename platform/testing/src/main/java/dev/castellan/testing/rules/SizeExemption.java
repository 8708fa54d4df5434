package dev.castellan.testing.rules;

/**
 * Leave for one file or method to be longer than the others; it fails the build again when it is no
 * longer needed.
 *
 * @param subject {@code WidgetService.java} or {@code WidgetService.java#render}
 * @param lines how long it may be instead
 * @param because why splitting it would make it harder to read
 */
public record SizeExemption(String subject, int lines, String because) {

  /** Refuses leave without a reason. */
  public SizeExemption {
    if (because.isBlank()) {
      throw new IllegalArgumentException("an exemption needs a reason: " + subject);
    }
  }
}
