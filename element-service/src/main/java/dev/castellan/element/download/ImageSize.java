package dev.castellan.element.download;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a picture is wanted, {@code 24x24c} in a path.
 *
 * @param fit {@code c} cuts what does not fit, {@code s} stretches, {@code f} and nothing keep the
 *     whole picture within the frame
 */
record ImageSize(int width, int height, char fit) {

  private static final int LARGEST = 2_000;
  private static final Pattern FORM = Pattern.compile("(\\d{1,4})x(\\d{1,4})([cfs]?)");

  /**
   * @throws ServiceException 400 when it is none, or too large
   */
  static ImageSize of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int width = Integer.parseInt(matcher.group(1));
      int height = Integer.parseInt(matcher.group(2));
      if (width > 0 && width <= LARGEST && height > 0 && height <= LARGEST) {
        return new ImageSize(
            width, height, matcher.group(3).isEmpty() ? 'f' : matcher.group(3).charAt(0));
      }
    }
    throw new ServiceException(
        ErrorCode.ELEMENT_IMAGE_SIZE_INVALID,
        "A size is written 24x24, with c, f or s behind it, of at most " + LARGEST);
  }
}
