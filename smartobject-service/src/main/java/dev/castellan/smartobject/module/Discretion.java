package dev.castellan.smartobject.module;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.secret.SecretArguments;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes secrets out of what devices say: some repeat what they were sent, and their words end up in
 * records and events. Also takes out what a database cannot keep.
 */
public final class Discretion {

  /** Stands for every secret. */
  public static final String MASK = SecretArguments.MASK;

  /** Results travel in events, which have a limit of their own. */
  private static final int LARGEST_RESULT = 256 * 1024;

  private static final int LONGEST_FAILURE = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is shorter is no secret, and masking it would garble everything. */
  private static final int SHORTEST = 4;

  /** A part of a secret that is longer is one itself, such as the token behind a scheme. */
  private static final int SHORTEST_PART = 8;

  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");

  private final List<String> secrets;

  public Discretion(Collection<String> secrets) {
    Stream<String> parts =
        secrets.stream()
            .flatMap(each -> Stream.of(each.split("\\s+")))
            .filter(each -> each.length() >= SHORTEST_PART);
    this.secrets =
        Stream.concat(secrets.stream().filter(each -> each.length() >= SHORTEST), parts)
            .flatMap(Discretion::spellings)
            .distinct()
            .sorted((one, other) -> other.length() - one.length())
            .toList();
  }

  /** As it is, and as it stands in addresses, in forms, and within JSON text. */
  private static Stream<String> spellings(String secret) {
    String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String address = form.replace("+", "%20");
    String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    return Stream.of(
        secret,
        form,
        address,
        lowerCaseEscapes(form),
        lowerCaseEscapes(address),
        json,
        json.replace("/", "\\/"));
  }

  private static String lowerCaseEscapes(String encoded) {
    return ESCAPE.matcher(encoded).replaceAll(each -> each.group().toLowerCase(Locale.ROOT));
  }

  /**
   * What a device answered, fit to be kept and shown.
   *
   * @throws DeviceException when it is too large for that
   */
  public Map<String, Object> result(Map<?, ?> answer) throws DeviceException {
    Map<String, Object> result = maskMap(answer);
    try {
      if (JSON.writeValueAsBytes(result).length > LARGEST_RESULT) {
        throw DeviceException.refused("The answer of the device is too large");
      }
    } catch (JsonProcessingException e) {
      throw DeviceException.refused("The answer of the device cannot be kept");
    }
    return result;
  }

  /** What a device said of a failure, fit to be shown; null when it said nothing. */
  public String failure(String said) {
    if (said == null) {
      return null;
    }
    String plain = maskText(said).replaceAll("\\p{Cntrl}", " ").strip();
    return plain.length() < LONGEST_FAILURE ? plain : cut(plain);
  }

  /** Also what was cut before may end in the middle of a secret that was not known then. */
  private String cut(String text) {
    String cut = text.substring(0, LONGEST_FAILURE);
    for (String each : secrets) {
      for (int shown = Math.min(each.length() - 1, cut.length()); shown > 1; shown--) {
        if (cut.endsWith(each.substring(0, shown))) {
          return cut.substring(0, cut.length() - shown) + MASK;
        }
      }
    }
    return cut;
  }

  /** The same tree without secrets, in values and in names. */
  private Object mask(Object tree) {
    return switch (tree) {
      case String text -> maskText(text);
      case Number number -> secrets.contains(number.toString()) ? MASK : number;
      case List<?> list -> {
        List<Object> masked = new ArrayList<>(list.size());
        list.forEach(each -> masked.add(mask(each)));
        yield masked;
      }
      case Map<?, ?> map -> maskMap(map);
      case null, default -> tree;
    };
  }

  private Map<String, Object> maskMap(Map<?, ?> map) {
    Map<String, Object> masked = new LinkedHashMap<>();
    map.forEach((name, each) -> masked.put(maskText(name.toString()), mask(each)));
    return masked;
  }

  private String maskText(String text) {
    // Lone surrogates become question marks on the way through bytes.
    String masked =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replace('\0', '\ufffd');
    for (String each : secrets) {
      masked = masked.replace(each, MASK);
    }
    return masked;
  }
}
