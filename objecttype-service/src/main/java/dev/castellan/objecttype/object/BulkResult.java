package dev.castellan.objecttype.object;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.web.failure.ServiceException;
import java.util.UUID;

/**
 * What became of one line.
 *
 * @param line its number, from 1
 * @param status as it would have been for a request of its own
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkResult(int line, int status, UUID id, String code, String detail, Object errors) {

  static BulkResult done(int line, int status, UUID id) {
    return new BulkResult(line, status, id, null, null, null);
  }

  static BulkResult failed(int line, ServiceException failure) {
    return new BulkResult(
        line,
        failure.code().status(),
        null,
        failure.code().code(),
        failure.getMessage(),
        failure.data());
  }

  boolean failed() {
    return code != null;
  }
}
