package dev.castellan.web.request;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.UUID;

/** Reads ids out of paths and flags out of queries; what can be no id names nothing. */
public final class Parameters {

  /** So many digits make a number that a {@code long} can hold, whatever they are. */
  private static final int MOST_DIGITS = 18;

  private Parameters() {}

  /**
   * @throws ServiceException that failure, when the text is no id
   */
  public static long id(String text, ErrorCode otherwise) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      throw new ServiceException(otherwise);
    }
    long id = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw new ServiceException(otherwise);
      }
      id = id * 10 + digit - '0';
    }
    return id;
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
