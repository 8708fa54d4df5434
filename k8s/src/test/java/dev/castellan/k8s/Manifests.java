package dev.castellan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects that kustomize makes of an overlay. */
record Manifests(String overlay, List<JsonNode> objects) {

  static final List<String> OVERLAYS = List.of("dev", "staging", "prod");

  /** What somebody has who wants all that can be chosen: a module, an issuer, a collector. */
  static final String WITH_ALL = "../src/test/overlays/with-all";

  static final List<String> ALL = List.of("dev", "staging", "prod", WITH_ALL);
  static final YAMLMapper YAML = new YAMLMapper();

  private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

  /** A copy of its own, which a test may change. */
  static Manifests of(String overlay) {
    Manifests rendered =
        RENDERED.computeIfAbsent(
            overlay,
            name ->
                parse(
                    name,
                    Tools.run(
                        List.of(
                            Tools.kubectl().toString(),
                            "kustomize",
                            Tools.ROOT.resolve("k8s/overlays").resolve(name).toString()))));
    return new Manifests(
        overlay, rendered.objects.stream().<JsonNode>map(JsonNode::deepCopy).toList());
  }

  static Manifests parse(String name, String yaml) {
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      return new Manifests(
          name, documents.readAll().stream().filter(each -> each.has("kind")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<JsonNode> kind(String kind) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind));
  }

  JsonNode named(String kind, String name) {
    return kind(kind)
        .filter(each -> name(each).equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(overlay + " has no " + kind + " " + name));
  }

  /** What has pods: Deployments and StatefulSets. */
  Stream<JsonNode> workloads() {
    return Stream.concat(kind("Deployment"), kind("StatefulSet"));
  }

  /** What has containers of any other kind, e.g. a Job. */
  Stream<JsonNode> otherWorkloads() {
    List<JsonNode> known = workloads().toList();
    return objects.stream()
        .filter(each -> each.findValue("containers") != null)
        .filter(each -> known.stream().noneMatch(it -> it == each));
  }

  /** What a pod is told, names with their values; empty for those of secrets. */
  Map<String, String> environment(JsonNode workload) {
    JsonNode container = workload.at("/spec/template/spec/containers/0");
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode source : container.path("envFrom")) {
      named("ConfigMap", source.at("/configMapRef/name").asText())
          .get("data")
          .properties()
          .forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
    }
    container
        .path("env")
        .forEach(it -> environment.put(it.get("name").asText(), it.path("value").asText()));
    return environment;
  }

  /** Namespace that all objects of the overlay are in. */
  String namespace() {
    return named("Deployment", "gateway").at("/metadata/namespace").asText();
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  static String describe(JsonNode object) {
    return object.path("kind").asText() + " " + name(object);
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
