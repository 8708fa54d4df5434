package dev.castellan.web.gate;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;

/** What a request proves its sender by; a process may know more ways than the usual one. */
public interface Credentials {

  /**
   * @return what counts as the {@code Authorization} header, null when there is none; may fail with
   *     a {@code ServiceException}
   */
  Future<String> of(HttpServerRequest request);
}
