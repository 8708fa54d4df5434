package dev.castellan.web.envelope;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Envelope A of a success: {@code {"error":false,"code":"ok","message":"","data":…}}.
 *
 * @param code {@code ok}, or {@code accepted} for what runs on
 * @param data what was asked for; left out when null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answer<T>(boolean error, String code, String message, T data) {

  public static <T> Answer<T> ok(T data) {
    return new Answer<>(false, "ok", "", data);
  }

  /** Success that carries nothing. */
  public static Answer<Void> ok() {
    return new Answer<>(false, "ok", "", null);
  }

  /** Taken on; the work goes on after the answer. */
  public static <T> Answer<T> accepted(T data) {
    return new Answer<>(false, "accepted", "", data);
  }
}
