package dev.castellan.k8s;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads TypeScript declarations as generators write them (interfaces, enums, aliases; literals,
 * arrays, maps, unions) into JSON schemas that allow nothing unnamed. A reference becomes {@code
 * {"$ref": "#/$defs/Name"}}.
 */
final class TypeReader {

  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"]*\"|'[^']*'|[A-Za-z_$][A-Za-z0-9_$.]*|-?[0-9.]+|\\S");
  private static final Set<String> ANYTHING = Set.of("any", "unknown", "object", "Date", "null");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<String> tokens = new ArrayList<>();
  private int at;

  /**
   * @param declaration text that begins with the type
   */
  TypeReader(String declaration) {
    Matcher matcher = TOKEN.matcher(declaration.replaceAll("(?s)/\\*.*?\\*/", ""));
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
  }

  /** The members of an interface or of an object type, braces included. */
  ObjectNode members() {
    expect("{");
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    schema.put("additionalProperties", false);
    while (!accept("}")) {
      accept("readonly");
      if (accept("[")) {
        skipTo("]");
        expect(":");
        schema.set("additionalProperties", type());
      } else {
        String name = unquoted(next());
        boolean optional = accept("?");
        expect(":");
        properties.set(name, type());
        if (!optional) {
          schema.withArray("required").add(name);
        }
      }
      accept(";");
    }
    return schema;
  }

  /** The values of an enum, braces included. */
  ObjectNode values() {
    expect("{");
    ObjectNode schema = JSON.objectNode();
    while (!accept("}")) {
      next();
      expect("=");
      schema.withArray("enum").add(unquoted(next()));
      accept(",");
    }
    return schema;
  }

  ObjectNode type() {
    accept("|");
    List<ObjectNode> either = new ArrayList<>(List.of(one()));
    while (accept("|")) {
      either.add(one());
    }
    if (either.size() == 1) {
      return either.getFirst();
    }
    ObjectNode union = JSON.objectNode();
    either.forEach(union.withArray("anyOf")::add);
    return union;
  }

  private ObjectNode one() {
    ObjectNode type = primary();
    while (accept("[")) {
      if (accept("]")) {
        type = array(type);
      } else {
        // A member's type taken from elsewhere: not worth following.
        skipTo("]");
        type = JSON.objectNode();
      }
    }
    return type;
  }

  private ObjectNode primary() {
    if (peek().equals("{")) {
      return members();
    }
    if (accept("(")) {
      ObjectNode inner = type();
      expect(")");
      return inner;
    }
    String token = next();
    if (token.startsWith("\"") || token.startsWith("'")) {
      return JSON.objectNode().put("const", unquoted(token));
    }
    if (token.matches("-?[0-9.]+")) {
      return JSON.objectNode().put("const", Integer.parseInt(token));
    }
    if (accept("<")) {
      ObjectNode inner = type();
      expect(">");
      return token.equals("Array") ? array(inner) : JSON.objectNode();
    }
    return switch (token) {
      case "string", "number", "boolean" -> JSON.objectNode().put("type", token);
      default ->
          ANYTHING.contains(token)
              ? JSON.objectNode()
              : JSON.objectNode().put("$ref", "#/$defs/" + token);
    };
  }

  private static ObjectNode array(ObjectNode items) {
    ObjectNode array = JSON.objectNode().put("type", "array");
    array.set("items", items);
    return array;
  }

  private void skipTo(String end) {
    while (!next().equals(end)) {
      // What lies between says nothing about values.
    }
  }

  private boolean accept(String token) {
    if (at < tokens.size() && tokens.get(at).equals(token)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw new IllegalArgumentException(
          "expected " + token + " at " + tokens.subList(at, Math.min(at + 8, tokens.size())));
    }
  }

  private String peek() {
    return tokens.get(at);
  }

  private String next() {
    return tokens.get(at++);
  }

  private static String unquoted(String token) {
    return token.startsWith("\"") || token.startsWith("'")
        ? token.substring(1, token.length() - 1)
        : token;
  }
}
