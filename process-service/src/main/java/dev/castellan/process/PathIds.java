package dev.castellan.process;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.UUID;

/** Reads ids out of paths and flags out of queries; what can be no id names nothing. */
public final class PathIds {

  private PathIds() {}

  public static long process(String id) {
    return number(id, ErrorCode.PROCESS_NOT_FOUND);
  }

  public static UUID execution(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(ErrorCode.EXECUTION_NOT_FOUND);
    }
  }

  /**
   * @throws ServiceException that failure, when the text is no id
   */
  public static long number(String id, ErrorCode otherwise) {
    if (!id.matches("\\d{1,18}")) {
      throw new ServiceException(otherwise);
    }
    return Long.parseLong(id);
  }

  /**
   * @throws ServiceException 400 when the parameter is no boolean in any spelling
   */
  public static boolean truth(String parameter, String value) {
    return switch (value) {
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default ->
          throw new ServiceException(ErrorCode.BAD_PARAMETER, parameter + " must be true or false");
    };
  }
}
