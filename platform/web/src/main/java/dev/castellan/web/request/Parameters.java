package dev.castellan.web.request;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.UUID;

/** Reads ids out of paths and flags out of queries; what can be no id names nothing. */
public final class Parameters {

  private Parameters() {}

  /**
   * @throws ServiceException that failure, when the text is no id
   */
  public static long id(String text, ErrorCode otherwise) {
    if (!text.matches("\\d{1,18}")) {
      throw new ServiceException(otherwise);
    }
    return Long.parseLong(text);
  }

  /**
   * @throws ServiceException that failure, when the text is no UUID
   */
  public static UUID uuid(String text, ErrorCode otherwise) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(otherwise);
    }
  }

  /**
   * @throws ServiceException 400 when the parameter is no boolean in any spelling
   */
  public static boolean truth(String parameter, String value) {
    return switch (value) {
      case "true", "1", "" -> true;
      case "false", "0" -> false;
      default -> throw ServiceException.badParameter(parameter, "must be true or false");
    };
  }
}
