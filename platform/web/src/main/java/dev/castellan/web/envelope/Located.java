package dev.castellan.web.envelope;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Answers of envelope A that say where something is. The path is sent as it is: only the client
 * knows which host he called.
 */
public final class Located {

  private Located() {}

  /** 201: this is new, and there it is. */
  public static <T> RestResponse<Answer<T>> created(String path, T data) {
    return at(RestResponse.Status.CREATED, path, Answer.ok(data)).build();
  }

  /** 202: this runs on, and there one sees how it ends. */
  public static <T> ResponseBuilder<Answer<T>> accepted(String path, T data) {
    return at(RestResponse.Status.ACCEPTED, path, Answer.accepted(data));
  }

  private static <T> ResponseBuilder<Answer<T>> at(
      RestResponse.Status status, String path, Answer<T> answer) {
    return ResponseBuilder.create(status, answer).header("Location", path);
  }
}
