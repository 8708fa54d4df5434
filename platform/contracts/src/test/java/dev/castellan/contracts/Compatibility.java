package dev.castellan.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what in a newer schema breaks those who hold to the older one: consumers not yet rebuilt
 * that read new records, and rebuilt ones that read old records. Only adding an optional member is
 * free.
 */
final class Compatibility {

  /** Looked at one by one below; what else a schema says must stay as it is. */
  private static final Set<String> EXAMINED =
      Set.of("type", "format", "enum", "properties", "required", "items", "additionalProperties");

  private static final Set<String> MEANINGLESS =
      Set.of("$schema", "$id", "$defs", "title", "description", "examples", "$comment");

  private final JsonNode before;
  private final JsonNode after;
  private final List<String> breaks = new ArrayList<>();
  private final Set<List<JsonNode>> seen = new HashSet<>();

  private Compatibility(JsonNode before, JsonNode after) {
    this.before = before;
    this.after = after;
  }

  /** One sentence for each incompatible change; empty when there is none. */
  static List<String> breaks(JsonNode before, JsonNode after) {
    var comparison = new Compatibility(before, after);
    comparison.compare("", before, after);
    return List.copyOf(comparison.breaks);
  }

  private void compare(String where, JsonNode oldSchema, JsonNode newSchema) {
    JsonNode was = resolve(before, oldSchema);
    JsonNode is = resolve(after, newSchema);
    if (!seen.add(List.of(was, is))) {
      return;
    }
    String name = where.isEmpty() ? "the event" : where;
    if (isNullable(oldSchema) != isNullable(newSchema)) {
      report(name, isNullable(newSchema) ? "may be null now" : "may not be null any more");
    }
    if (!kind(was).equals(kind(is))) {
      report(name, "was retyped from " + kind(was) + " to " + kind(is));
      return;
    }
    compareWords(name, was, is);
    compareMembers(where, was, is);
    compareNested(where + "[]", "items", was, is);
    compareNested(where + ".*", "additionalProperties", was, is);
    if (!otherRules(was).equals(otherRules(is))) {
      report(name, "follows other rules: " + otherRules(was) + " became " + otherRules(is));
    }
  }

  private void compareMembers(String where, JsonNode was, JsonNode is) {
    Set<String> oldRequired = words(was.path("required"));
    Set<String> newRequired = words(is.path("required"));
    for (Map.Entry<String, JsonNode> member : was.path("properties").properties()) {
      String name = where + "." + member.getKey();
      JsonNode now = is.path("properties").path(member.getKey());
      if (now.isMissingNode()) {
        report(name, "was removed or renamed");
        continue;
      }
      boolean wasRequired = oldRequired.contains(member.getKey());
      if (wasRequired != newRequired.contains(member.getKey())) {
        report(name, wasRequired ? "may be absent now" : "is required now");
      }
      compare(name, member.getValue(), now);
    }
    for (Map.Entry<String, JsonNode> member : is.path("properties").properties()) {
      if (!was.path("properties").has(member.getKey()) && newRequired.contains(member.getKey())) {
        report(where + "." + member.getKey(), "is new and required");
      }
    }
  }

  private void compareWords(String name, JsonNode was, JsonNode is) {
    Set<String> gone = words(was.path("enum"));
    Set<String> added = words(is.path("enum"));
    Set<String> kept = new HashSet<>(gone);
    kept.retainAll(added);
    gone.removeAll(kept);
    added.removeAll(kept);
    if (!gone.isEmpty()) {
      report(name, "lost the words " + gone);
    }
    if (!added.isEmpty()) {
      report(name, "has words that older readers do not know: " + added);
    }
  }

  private void compareNested(String where, String keyword, JsonNode was, JsonNode is) {
    if (was.path(keyword).isObject() && is.path(keyword).isObject()) {
      compare(where, was.path(keyword), is.path(keyword));
    } else if (!was.path(keyword).equals(is.path(keyword))) {
      report(where, "follows other rules");
    }
  }

  private void report(String name, String what) {
    breaks.add((name.startsWith(".") ? name.substring(1) : name) + " " + what);
  }

  /** Type and format, null left out. */
  private static String kind(JsonNode schema) {
    Set<String> types = words(schema.path("type"));
    types.remove("null");
    String type = types.isEmpty() ? "anything" : String.join("|", types);
    return schema.has("format") ? type + "/" + schema.path("format").asText() : type;
  }

  private static boolean isNullable(JsonNode schema) {
    return words(schema.path("type")).contains("null")
        || nullOr(schema).stream().anyMatch(Compatibility::isNull);
  }

  private static boolean isNull(JsonNode schema) {
    return schema.path("type").asText().equals("null");
  }

  /** What a schema really says: references followed, the alternative to null picked. */
  private static JsonNode resolve(JsonNode root, JsonNode schema) {
    for (JsonNode choice : nullOr(schema)) {
      if (!isNull(choice)) {
        return resolve(root, choice);
      }
    }
    return schema.has("$ref")
        ? resolve(root, root.at(schema.path("$ref").asText().substring(1)))
        : schema;
  }

  /** The two sides of "null or something", in either spelling; empty for anything else. */
  private static List<JsonNode> nullOr(JsonNode schema) {
    JsonNode choices = schema.has("anyOf") ? schema.path("anyOf") : schema.path("oneOf");
    List<JsonNode> sides = new ArrayList<>();
    choices.forEach(sides::add);
    return sides.size() == 2 && sides.stream().anyMatch(Compatibility::isNull) ? sides : List.of();
  }

  private static JsonNode otherRules(JsonNode schema) {
    ObjectNode rest = schema.isObject() ? schema.deepCopy() : ContractFiles.JSON.createObjectNode();
    rest.remove(EXAMINED);
    return rest.remove(MEANINGLESS);
  }

  private static Set<String> words(JsonNode node) {
    Set<String> words = new TreeSet<>();
    if (node.isTextual()) {
      words.add(node.asText());
    }
    node.forEach(each -> words.add(each.asText()));
    return words;
  }
}
