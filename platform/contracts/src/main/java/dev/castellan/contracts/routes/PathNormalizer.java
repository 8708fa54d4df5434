package dev.castellan.contracts.routes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Settles doubled slashes, dot segments and encoded slashes before rights are decided, so that
 * every reader of a path (gateway, grant check, resource matching) sees the same one.
 *
 * <p>Percent-encoding is decoded once; what decodes to a slash is a separator, what decodes to a
 * control character or is not valid encoding is refused. Segments are encoded again afterwards (RFC
 * 3986 section 3.3), so the result may be sent upstream as it is.
 */
public final class PathNormalizer {

  private static final String UNRESERVED = "-._~!$&'()*+,;=:@";

  private PathNormalizer() {}

  /**
   * The path in its one form, without a trailing slash, or empty when it must be refused with 400.
   */
  public static Optional<String> normalize(String rawPath) {
    if (isPlain(rawPath)) {
      return Optional.of(rawPath);
    }
    return decode(rawPath).map(PathNormalizer::resolveDots).map(PathNormalizer::join);
  }

  /** Most paths need no work: nothing encoded, no dot segment, no double or trailing slash. */
  private static boolean isPlain(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    int last = path.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = path.charAt(i);
      boolean separatorTrouble =
          c == '/'
              && (i == last ? last > 0 : path.charAt(i + 1) == '/' || path.charAt(i + 1) == '.');
      if (separatorTrouble || !isSafe(c) && c != '/') {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> decode(String path) {
    var bytes = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int value = c;
      if (c == '%') {
        value = i + 2 < path.length() ? hex(path.charAt(i + 1)) * 16 + hex(path.charAt(i + 2)) : -1;
        i += 2;
      }
      if (value < 0x20 || value == 0x7f || value == '\\' || c != '%' && c > 0x7f) {
        return Optional.empty();
      }
      bytes.write(value);
    }
    String decoded = bytes.toString(StandardCharsets.UTF_8);
    return decoded.indexOf('\uFFFD') < 0 ? Optional.of(decoded) : Optional.empty();
  }

  private static int hex(char c) {
    int digit = Character.digit(c, 16);
    return digit < 0 ? -0x1000 : digit;
  }

  private static List<String> resolveDots(String decoded) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : decoded.split("/")) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    return new ArrayList<>(kept);
  }

  private static String join(List<String> segments) {
    if (segments.isEmpty()) {
      return "/";
    }
    var path = new StringBuilder();
    for (String segment : segments) {
      path.append('/');
      for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
        char c = (char) (b & 0xff);
        if (isSafe(c)) {
          path.append(c);
        } else {
          path.append(String.format("%%%02X", (int) c));
        }
      }
    }
    return path.toString();
  }

  private static boolean isSafe(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || UNRESERVED.indexOf(c) >= 0;
  }
}
