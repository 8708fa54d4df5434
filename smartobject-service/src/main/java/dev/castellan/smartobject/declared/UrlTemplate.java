package dev.castellan.smartobject.declared;

import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.web.template.Placeholders;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address with placeholders. It begins with {@code http://host} as it is written, or with a
 * setting that holds the like; behind that each value is one component, whatever it is made of.
 *
 * @param base {@code https://host}, or the reference of a setting in braces
 * @param path its segments, empty for none
 * @param query null for none
 */
record UrlTemplate(String base, List<String> path, String query) {

  private static final int LONGEST = 8_192;
  private static final Pattern SHAPE =
      Pattern.compile("(\\{[^{}/?#]+}|https?://[^{}/?#]+)(/[^?#]*)?(?:\\?([^#]*))?");

  /** What other programs on the way may take for the border of a segment. */
  private static final Pattern BORDER = Pattern.compile("/|\\\\|%2f|%5c", Pattern.CASE_INSENSITIVE);

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static UrlTemplate of(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "must begin with http://, https:// or a setting, and have no placeholder in the host and"
              + " no fragment");
    }
    String path = parts.group(2);
    UrlTemplate template =
        new UrlTemplate(
            parts.group(1),
            path == null ? List.of() : List.of(path.substring(1).split("/", -1)),
            parts.group(3));
    try {
      template.join(
          template.byItself() ? template.base : "http://host",
          each -> Placeholders.references(each).stream().reduce(each, UrlTemplate::sample));
    } catch (DeviceException e) {
      throw new IllegalArgumentException("is not an address", e);
    }
    return template;
  }

  /** The setting that it begins with, none when it begins with a host. */
  Set<String> baseSetting() {
    return Placeholders.references(base);
  }

  /** Whether it needs no setting to begin with. */
  private boolean byItself() {
    return baseSetting().isEmpty();
  }

  /**
   * The address with its placeholders filled.
   *
   * @throws DeviceException when the setting it begins with is no web address, or a value would
   *     lead to another path
   */
  URI fill(Placeholders values) throws DeviceException {
    return join(
        values.splice(base, each -> each.strip()),
        each -> values.splice(each, UrlTemplate::encoded));
  }

  /**
   * Checks what an object is configured with.
   *
   * @throws DeviceException when the setting it begins with is no web address
   */
  void checkBase(Placeholders values) throws DeviceException {
    web(values.splice(base, each -> each.strip()));
  }

  private URI join(String begin, UnaryOperator<String> fill) throws DeviceException {
    URI web = web(begin);
    if (path.isEmpty() && query == null) {
      return web;
    }
    if (web.getRawQuery() != null) {
      throw DeviceException.refused("The address of the device must end before its query");
    }
    StringBuilder address = new StringBuilder(begin.replaceFirst("/+$", ""));
    for (String segment : path) {
      String filled = fill.apply(segment);
      boolean lost = filled.isEmpty() && !segment.isEmpty();
      if (lost || Arrays.stream(BORDER.split(filled, -1)).anyMatch(UrlTemplate::leadsAway)) {
        throw DeviceException.refused("A value has no place in the address of the device");
      }
      address.append('/').append(filled);
    }
    if (query != null) {
      address.append('?').append(fill.apply(query));
    }
    return web(address.toString());
  }

  private static URI web(String text) throws DeviceException {
    try {
      URI uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() <= 65_535
          && text.length() <= LONGEST) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below; the exception itself would show the address.
    }
    throw DeviceException.refused("The address of the device is not an http or https address");
  }

  private static boolean leadsAway(String segment) {
    String plain = segment.replaceAll("(?i)%2e", ".");
    return plain.equals(".") || plain.equals("..");
  }

  private static String sample(String text, String reference) {
    return text.replace("{" + reference + "}", "x");
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
