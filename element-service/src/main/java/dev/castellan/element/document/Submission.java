package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.value.ValueReader;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a client submits, however he sent them.
 *
 * @param inputs by field id in small letters
 * @param name logical name for a new element; null for none
 */
public record Submission(Map<String, Input> inputs, String name) {

  /** {@code name}, {@code name[]} or {@code document[attributes][name][value]}. */
  private static final Pattern FORM_NAME =
      Pattern.compile("(?:document\\[attributes]\\[)?([^\\[\\]]+?)(?:]\\[value])?(?:\\[])?");

  /** What was sent for one field; what it means depends on the field. */
  @FunctionalInterface
  public interface Input {
    JsonNode read(Field field, int depth);
  }

  /**
   * @throws ServiceException 400 when there are no attributes, or one has no value
   */
  public static Submission of(ElementRequest request) {
    if (request.document() == null || request.document().attributes() == null) {
      throw new ServiceException(ErrorCode.ELEMENT_ATTRIBUTES_MISSING);
    }
    Map<String, Input> inputs = new LinkedHashMap<>();
    request
        .document()
        .attributes()
        .forEach(
            (id, item) -> {
              if (!ValueReader.hasValue(item)) {
                throw new ServiceException(
                    ErrorCode.ELEMENT_VALUE_MISSING, "No value is given for " + Quote.of(id));
              }
              inputs.put(
                  id.toLowerCase(Locale.ROOT),
                  (field, depth) -> ValueReader.read(field, depth, item));
            });
    Map<String, JsonNode> properties = request.document().properties();
    JsonNode name = properties == null ? null : properties.get("name");
    return new Submission(
        inputs, name == null || name.isNull() || name.asText().isEmpty() ? null : name.asText());
  }

  /** Texts of a form by name; a name may come several times, and in any case. */
  public static Submission ofForm(Map<String, List<String>> form) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    form.forEach(
        (name, values) -> {
          Matcher matcher = FORM_NAME.matcher(name.strip());
          String id = matcher.matches() ? matcher.group(1) : name;
          texts
              .computeIfAbsent(id.toLowerCase(Locale.ROOT), any -> new java.util.ArrayList<>())
              .addAll(values);
        });
    Map<String, Input> inputs = new LinkedHashMap<>();
    texts.forEach(
        (id, values) ->
            inputs.put(id, (field, depth) -> ValueReader.readForm(field, depth, values)));
    return new Submission(inputs, null);
  }
}
