package dev.castellan.smartobject.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.castellan.web.template.Placeholders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an action answers, out of what the device answered and what it was sent.
 *
 * @param tree a text that is a JSON pointer stands for what it points at, or null; null for nothing
 */
record ResultTemplate(Object tree) {

  private static final String WHOLE = "value";
  private static final ObjectMapper PLAIN = new ObjectMapper();

  /** Whether a text of the tree is a pointer; the empty one points at the whole answer. */
  static boolean isPointer(String text) {
    return text.isEmpty() || text.startsWith("/");
  }

  /** The members of an object as they are; anything else as the member {@code value}. */
  Map<String, Object> fill(JsonNode answer, Placeholders values) {
    if (tree == null) {
      return Map.of();
    }
    Map<String, Object> result = new LinkedHashMap<>();
    if (fillTree(tree, answer, values) instanceof Map<?, ?> members) {
      members.forEach((name, each) -> result.put(name.toString(), each));
    } else {
      result.put(WHOLE, fillTree(tree, answer, values));
    }
    return result;
  }

  private static Object fillTree(Object part, JsonNode answer, Placeholders values) {
    return switch (part) {
      case String text when isPointer(text) -> plain(answer.at(text));
      case Map<?, ?> map -> {
        Map<Object, Object> filled = new LinkedHashMap<>();
        map.forEach((name, each) -> filled.put(name, fillTree(each, answer, values)));
        yield filled;
      }
      case List<?> list -> list.stream().map(each -> fillTree(each, answer, values)).toList();
      case null -> null;
      default -> values.fillValue(part);
    };
  }

  private static Object plain(JsonNode node) {
    return node instanceof MissingNode ? null : PLAIN.convertValue(node, Object.class);
  }
}
