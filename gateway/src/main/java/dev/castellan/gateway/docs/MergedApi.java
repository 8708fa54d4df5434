package dev.castellan.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One OpenAPI document made of those of the services. What the route table knows is taken from
 * there: which paths there are, in which order, who needs a token, how failures look.
 */
final class MergedApi {

  private static final String COMPONENTS = "#/components/";

  private final ObjectNode document;
  private final Map<String, String> tags = new TreeMap<>();
  private final Set<String> operations = new HashSet<>();

  /**
   * @param frame info, servers, security schemes and failures
   */
  private MergedApi(ObjectNode frame) {
    this.document = frame.deepCopy();
  }

  /**
   * @param services documents by the name of the process
   */
  static ObjectNode of(RouteTable table, ObjectNode frame, Map<String, ObjectNode> services) {
    MergedApi merged = new MergedApi(frame);
    services.forEach(merged::components);
    for (Route route : table.routes()) {
      ObjectNode service = services.get(route.service());
      if (service != null) {
        merged.operation(route, service);
      }
    }
    merged.tags();
    merged.breakCircles();
    merged.forgetUnused();
    return merged.document;
  }

  /** Each service names its schemas as it likes, so each has a space of its own. */
  private void components(String service, ObjectNode described) {
    described
        .path("components")
        .properties()
        .forEach(
            kind -> {
              ObjectNode all =
                  document.withObjectProperty("components").withObjectProperty(kind.getKey());
              kind.getValue()
                  .properties()
                  .forEach(
                      each ->
                          all.set(
                              named(service, each.getKey()),
                              relinked(each.getValue().deepCopy(), service)));
            });
  }

  private void operation(Route route, ObjectNode service) {
    String path = pathIn(service, route);
    if (path == null) {
      return;
    }
    JsonNode item = service.path("paths").path(path);
    ObjectNode operation =
        (ObjectNode) item.path(route.method().toLowerCase(Locale.ROOT)).deepCopy();
    relinked(operation, route.service());
    ArrayNode shared =
        item.path("parameters").isArray() ? (ArrayNode) item.path("parameters") : null;
    if (shared != null) {
      shared.forEach(
          each ->
              operation
                  .withArrayProperty("parameters")
                  .add(relinked(each.deepCopy(), route.service())));
    }
    settle(route, operation);
    document
        .withObjectProperty("paths")
        .withObjectProperty(path)
        .set(route.method().toLowerCase(Locale.ROOT), operation);
  }

  private void settle(Route route, ObjectNode operation) {
    String id = operation.path("operationId").asText(route.key());
    operation.put("operationId", operations.add(id) ? id : named(route.service(), id));
    operations.add(operation.path("operationId").asText());
    if (route.openTo() == OpenTo.ANYONE) {
      operation.putArray("security");
    }
    ObjectNode responses = operation.withObjectProperty("responses");
    for (String family : List.of("4XX", "5XX")) {
      if (!responses.has(family)) {
        responses
            .putObject(family)
            .put("$ref", COMPONENTS + "responses/Failure" + route.envelope());
      }
    }
    if (operation.path("tags").isEmpty()) {
      operation.putArray("tags").add(route.service());
    }
    operation.path("tags").forEach(tag -> tags.putIfAbsent(tag.asText(), route.service()));
  }

  private void tags() {
    ArrayNode all = document.putArray("tags");
    tags.forEach(
        (name, service) ->
            all.addObject().put("name", name).put("description", "Answered by " + service + "."));
  }

  /**
   * A schema that is said to be itself says nothing; the generator makes such ones now and then.
   */
  private void breakCircles() {
    ObjectNode schemas = document.withObjectProperty("components").withObjectProperty("schemas");
    schemas
        .properties()
        .forEach(
            each -> {
              String itself = COMPONENTS + "schemas/" + each.getKey();
              if (each.getValue().path("$ref").asText().equals(itself)) {
                ((ObjectNode) each.getValue()).removeAll();
              }
            });
  }

  /** Some schemas are described by every service, and used by few. */
  private void forgetUnused() {
    Set<String> used = new HashSet<>(document.findValuesAsText("$ref"));
    ObjectNode schemas = document.withObjectProperty("components").withObjectProperty("schemas");
    List<String> unused = new ArrayList<>();
    schemas
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!used.contains(COMPONENTS + "schemas/" + name)) {
                unused.add(name);
              }
            });
    schemas.remove(unused);
  }

  /** The path as the service writes it, which may call its variables otherwise. */
  private static String pathIn(ObjectNode service, Route route) {
    String wanted = shape(route.template());
    for (var each : service.path("paths").properties()) {
      if (shape(each.getKey()).equals(wanted)
          && each.getValue().has(route.method().toLowerCase(Locale.ROOT))) {
        return each.getKey();
      }
    }
    return null;
  }

  private static String shape(String path) {
    return path.replaceAll(":[^/]+|\\{[^/]+\\}", "{}").replaceAll("/$", "");
  }

  /** Has every reference point at the component under its new name. */
  private static JsonNode relinked(JsonNode node, String service) {
    if (node instanceof ObjectNode object) {
      JsonNode link = object.path("$ref");
      if (link.asText().startsWith(COMPONENTS)) {
        int slash = link.asText().lastIndexOf('/') + 1;
        object.set(
            "$ref",
            TextNode.valueOf(
                link.asText().substring(0, slash)
                    + named(service, link.asText().substring(slash))));
      }
      object.forEach(each -> relinked(each, service));
    } else {
      node.forEach(each -> relinked(each, service));
    }
    return node;
  }

  private static String named(String service, String name) {
    return service.replace("-service", "") + "." + name;
  }
}
