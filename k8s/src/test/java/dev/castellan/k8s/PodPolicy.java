package dev.castellan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What no pod of ours may lack, whatever the overlay. */
final class PodPolicy {

  private static final String NAMES_OF_SECRETS = ".*(PASSWORD|SECRET|TOKEN).*|.*_KEYS";

  /** Kinds that operators make pods of, and where those say what they need. */
  private static final Map<String, List<String>> OF_OPERATORS =
      Map.of(
          "Cluster", List.of(""),
          "KafkaNodePool", List.of(""),
          "Kafka", List.of("/entityOperator/topicOperator", "/entityOperator/userOperator"));

  private static final Map<String, Predicate<JsonNode>> OF_PODS = new LinkedHashMap<>();
  private static final Map<String, Predicate<JsonNode>> OF_CONTAINERS = new LinkedHashMap<>();

  static {
    OF_PODS.put("may run as root", pod -> pod.at("/securityContext/runAsNonRoot").asBoolean());
    OF_PODS.put("runs as root", pod -> pod.at("/securityContext/runAsUser").asLong() > 0);
    OF_PODS.put(
        "has containers with users of their own",
        pod ->
            containers(pod)
                .noneMatch(
                    it ->
                        it.at("/securityContext").has("runAsUser")
                            || it.at("/securityContext").has("runAsNonRoot")));
    OF_PODS.put(
        "has no seccomp profile",
        pod -> pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"));
    OF_PODS.put(
        "gets a service account token",
        pod -> !pod.path("automountServiceAccountToken").asBoolean(true));
    OF_PODS.put(
        "shares the host's namespaces",
        pod ->
            Stream.of("hostNetwork", "hostPID", "hostIPC")
                .noneMatch(it -> pod.path(it).asBoolean()));
    OF_PODS.put(
        "mounts the host's files",
        pod -> Manifests.stream(pod.path("volumes")).noneMatch(it -> it.has("hostPath")));
    for (String each : List.of("cpu", "memory")) {
      OF_CONTAINERS.put(
          "has no limit of " + each, it -> it.at("/resources/limits").hasNonNull(each));
      OF_CONTAINERS.put("requests no " + each, it -> it.at("/resources/requests").hasNonNull(each));
    }
    for (String each : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      OF_CONTAINERS.put("has no " + each, it -> it.hasNonNull(each));
    }
    OF_CONTAINERS.put(
        "can write to its root file system",
        it -> it.at("/securityContext/readOnlyRootFilesystem").asBoolean());
    OF_CONTAINERS.put(
        "can get more rights",
        it -> !it.at("/securityContext/allowPrivilegeEscalation").asBoolean(true));
    OF_CONTAINERS.put(
        "is privileged", it -> !it.at("/securityContext/privileged").asBoolean(false));
    OF_CONTAINERS.put(
        "keeps capabilities",
        it -> it.at("/securityContext/capabilities/drop/0").asText().equals("ALL"));
    OF_CONTAINERS.put(
        "adds capabilities", it -> it.at("/securityContext/capabilities/add").isEmpty());
    OF_CONTAINERS.put(
        "has a seccomp profile of its own", it -> !it.at("/securityContext").has("seccompProfile"));
    OF_CONTAINERS.put("has an image without a version", it -> isPinned(it.path("image").asText()));
    OF_CONTAINERS.put(
        "has a secret in clear",
        it -> Manifests.stream(it.path("env")).noneMatch(PodPolicy::isSecretInClear));
  }

  private PodPolicy() {}

  /** What is wrong with the pods of an overlay; empty when nothing is. */
  static List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    manifests
        .workloads()
        .forEach(
            workload -> {
              JsonNode pod = workload.at("/spec/template/spec");
              check(OF_PODS, pod, Manifests.describe(workload), problems);
              containers(pod)
                  .forEach(
                      container ->
                          check(OF_CONTAINERS, container, Manifests.describe(workload), problems));
            });
    manifests
        .otherWorkloads()
        .forEach(it -> problems.add(Manifests.describe(it) + " is of a kind that is not checked"));
    OF_OPERATORS.forEach(
        (kind, places) ->
            manifests
                .kind(kind)
                .forEach(
                    object ->
                        places.forEach(
                            it -> checkMade(object, object.at("/spec" + it), problems))));
    manifests
        .kind("ConfigMap")
        .filter(
            map ->
                map.path("data").properties().stream()
                    .anyMatch(it -> it.getKey().matches(NAMES_OF_SECRETS)))
        .forEach(map -> problems.add(Manifests.describe(map) + " has a secret in clear"));
    manifests
        .kind("Secret")
        .forEach(secret -> problems.add(Manifests.describe(secret) + " is in the manifests"));
    return problems;
  }

  /** What an operator makes pods of. */
  private static void checkMade(JsonNode object, JsonNode pods, List<String> problems) {
    for (String each : List.of("cpu", "memory")) {
      if (!pods.at("/resources/limits").hasNonNull(each)) {
        problems.add(Manifests.describe(object) + " has no limit of " + each);
      }
    }
    if (!object.findValues("securityContext").isEmpty()) {
      problems.add(Manifests.describe(object) + " takes the place of its operator's own rules");
    }
  }

  private static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.of("containers", "initContainers").flatMap(it -> Manifests.stream(pod.path(it)));
  }

  private static void check(
      Map<String, Predicate<JsonNode>> rules, JsonNode object, String who, List<String> problems) {
    rules.forEach(
        (complaint, rule) -> {
          if (!rule.test(object)) {
            problems.add(who + " " + complaint);
          }
        });
  }

  private static boolean isPinned(String image) {
    String tag = image.substring(image.lastIndexOf('/') + 1);
    return tag.contains(":") && !tag.endsWith(":latest");
  }

  private static boolean isSecretInClear(JsonNode variable) {
    return variable.path("name").asText().matches(NAMES_OF_SECRETS) && variable.has("value");
  }
}
