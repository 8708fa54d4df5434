package dev.castellan.objecttype.schema;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.Map;

/** The type was changed while one of its objects was to be written; one can ask again. */
public class SchemaMovedException extends ServiceException {

  private static final long serialVersionUID = 1L;

  SchemaMovedException() {
    super(
        ErrorCode.UNAVAILABLE,
        "The object type is being changed",
        null,
        Map.of("Retry-After", "1"));
  }
}
