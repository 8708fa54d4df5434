package dev.castellan.element.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * The data of an answer about one element.
 *
 * @param family its structure, if that was asked for
 * @param duration seconds it took, of what changes something
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentData(Document document, Map<String, Object> family, String duration) {

  public static DocumentData of(Document document) {
    return new DocumentData(document, null, null);
  }

  /**
   * @param begun {@code System.nanoTime()} when the work began
   */
  public static DocumentData timed(Document document, long begun) {
    return new DocumentData(document, null, duration(begun));
  }

  /** Seconds since then, as {@code 0.0300}. */
  static String duration(long begun) {
    long tenths = (System.nanoTime() - begun) / 100_000;
    return "%d.%04d".formatted(tenths / 10_000, tenths % 10_000);
  }
}
