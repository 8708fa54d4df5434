package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.value.Display;
import dev.castellan.web.template.Placeholders;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the service itself makes of the values of an element: computed fields and the title. */
final class Titles {

  /** They are kept in one language, whoever reads them. */
  static final Language LANGUAGE = Language.EN;

  private static final int LONGEST = 255;

  private Titles() {}

  /**
   * Sets the computed fields.
   *
   * @param targets what relations show, by initid
   */
  static void compute(Structure structure, ObjectNode fields, Map<Long, Target> targets) {
    for (Field field : structure.fields()) {
      if (field.compute() != null) {
        Map<String, Object> values = new HashMap<>();
        Placeholders.references(field.compute())
            .forEach(each -> values.put(each, text(structure, each, fields, targets)));
        String text = oneLine(new Placeholders(values).splice(field.compute(), each -> each));
        if (text.isEmpty()) {
          fields.remove(field.key());
        } else {
          fields.put(field.key(), text);
        }
      }
    }
  }

  private static String text(
      Structure structure, String id, ObjectNode fields, Map<Long, Target> targets) {
    return structure
        .field(id)
        .filter(each -> fields.hasNonNull(each.key()))
        .map(each -> text(each, fields.get(each.key()), targets))
        .orElse("");
  }

  private static String text(Field field, JsonNode value, Map<Long, Target> targets) {
    if (field.type() == FieldType.DOCID) {
      Target target = targets.get(Long.parseLong(value.asText()));
      return target == null ? "" : target.title();
    }
    return field.type() == FieldType.ENUM ? Display.of(field, value, LANGUAGE) : value.asText();
  }

  /** Title of an element; that of its structure when it has none of its own. */
  static String title(Structure structure, ObjectNode fields) {
    String title =
        structure.fields().stream()
            .filter(each -> each.title() && fields.hasNonNull(each.key()))
            .map(each -> text(each, fields.get(each.key()), Map.of()))
            .collect(Collectors.joining(" "));
    String line = oneLine(title);
    return line.isEmpty() ? structure.title() : line;
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").replaceAll(" {2,}", " ").strip();
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return line.substring(0, end);
  }
}
