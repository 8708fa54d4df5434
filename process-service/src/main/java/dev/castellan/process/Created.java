package dev.castellan.process;

import dev.castellan.web.envelope.Answer;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Answers 201. */
public final class Created {

  private Created() {}

  /**
   * @param path of what was created; sent as it is, since only the client knows which host he
   *     called
   */
  public static <T> RestResponse<Answer<T>> at(String path, T data) {
    return ResponseBuilder.<Answer<T>>create(RestResponse.Status.CREATED)
        .entity(Answer.ok(data))
        .header("Location", path)
        .build();
  }
}
