package dev.castellan.element.document;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.OptionalInt;

/**
 * Which part of a list is asked for.
 *
 * @param size how many elements at most; empty for all of them
 * @param offset how many are passed over
 */
public record ElementSlice(OptionalInt size, int offset) {

  private static final int DEFAULT = 10;

  /** Far beyond any collection, and two of them still fit an int. */
  private static final int LARGEST = 1_000_000_000;

  /**
   * @param slice a number or {@code all}; ten when absent or zero
   * @param offset none when absent
   * @throws ServiceException 400 for anything else
   */
  public static ElementSlice parse(String slice, String offset) {
    int skipped = isAbsent(offset) ? 0 : number("offset", offset);
    if ("all".equalsIgnoreCase(slice)) {
      return new ElementSlice(OptionalInt.empty(), skipped);
    }
    int size = isAbsent(slice) ? 0 : number("slice", slice);
    return new ElementSlice(OptionalInt.of(size == 0 ? DEFAULT : size), skipped);
  }

  /** A number or {@code ALL}, as the answer repeats it. */
  public Object describe() {
    return size.isPresent() ? (Object) size.getAsInt() : "ALL";
  }

  private static boolean isAbsent(String text) {
    return text == null || text.isBlank();
  }

  private static int number(String name, String text) {
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0 && number <= LARGEST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, together with those out of range.
    }
    throw new ServiceException(
        ErrorCode.ELEMENT_SLICE_INVALID, name + " must be a number from 0 to " + LARGEST);
  }
}
