package dev.castellan.process;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.request.Parameters;
import java.util.UUID;

/** The ids that most paths of this service have. */
public final class PathIds {

  private PathIds() {}

  public static long process(String id) {
    return Parameters.id(id, ErrorCode.PROCESS_NOT_FOUND);
  }

  public static UUID execution(String id) {
    return Parameters.uuid(id, ErrorCode.EXECUTION_NOT_FOUND);
  }
}
