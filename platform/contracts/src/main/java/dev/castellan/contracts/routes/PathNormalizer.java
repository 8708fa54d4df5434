package dev.castellan.contracts.routes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settles doubled slashes, dot segments and encoded slashes before rights are decided, so that
 * every reader of a path (gateway, grant check, resource matching) sees the same one.
 *
 * <p>Percent-encoding is decoded once; what decodes to a slash is a separator. Segments are encoded
 * again afterwards (RFC 3986 section 3.3), so the result may be sent upstream as it is. Refused is
 * whatever two readers could take for different paths:
 *
 * <ul>
 *   <li>broken percent-encoding, malformed UTF-8 (overlong forms too), raw non-ASCII characters;
 *   <li>control characters and backslashes, raw or encoded;
 *   <li>semicolons, raw or encoded: JAX-RS strips them with what follows before it picks a
 *       resource, the route table does not;
 *   <li>what is still percent-encoded after decoding once: a reader that decodes twice would see
 *       another path;
 *   <li>a raw {@code ?} or {@code #}, which end a path, and a path that does not begin with a
 *       slash.
 * </ul>
 */
public final class PathNormalizer {

  /** What a segment may hold as it is, letters and digits apart: pchar without the semicolon. */
  private static final String MARKS = "-._~!$&'()*+,=:@";

  private static final String ENDS_A_PATH = "?#";

  private static final Pattern AMBIGUOUS = Pattern.compile("[\\\\;\\p{Cc}]|%\\p{XDigit}{2}");

  private PathNormalizer() {}

  /**
   * The path in its one form, without a trailing slash, or empty when it must be refused with 400.
   *
   * @param rawPath the path as the request line holds it, still encoded, without the query
   */
  public static Optional<String> normalize(String rawPath) {
    if (isPlain(rawPath)) {
      return Optional.of(rawPath);
    }
    if (rawPath.isEmpty()) {
      return Optional.of("/");
    }
    return rawPath.charAt(0) == '/'
        ? decode(rawPath).map(PathNormalizer::resolveDots).map(PathNormalizer::join)
        : Optional.empty();
  }

  /** Whether a path already is what {@link #normalize} would make of it. */
  public static boolean isNormal(String path) {
    return isPlain(path) || normalize(path).filter(path::equals).isPresent();
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
    var octets = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int octet = c;
      if (c == '%') {
        octet = i + 2 < path.length() ? hex(path.charAt(i + 1)) << 4 | hex(path.charAt(i + 2)) : -1;
        i += 2;
      } else if (c > 0x7f || ENDS_A_PATH.indexOf(c) >= 0) {
        return Optional.empty();
      }
      if (octet < 0) {
        return Optional.empty();
      }
      octets.write(octet);
    }
    return utf8(octets.toByteArray()).filter(decoded -> !AMBIGUOUS.matcher(decoded).find());
  }

  /** Value of a hexadecimal digit, negative for anything else; ASCII only, unlike Character. */
  private static int hex(char c) {
    return c <= 'f' ? Character.digit(c, 16) : -1;
  }

  private static Optional<String> utf8(byte[] octets) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Collection<String> resolveDots(String decoded) {
    Deque<String> kept = new ArrayDeque<>();
    for (String segment : decoded.split("/")) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(segment);
      }
    }
    return kept;
  }

  private static String join(Collection<String> segments) {
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
        || MARKS.indexOf(c) >= 0;
  }
}
