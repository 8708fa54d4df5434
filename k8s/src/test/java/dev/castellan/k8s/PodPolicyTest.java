package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class PodPolicyTest {

  static final List<String> OVERLAYS = Manifests.OVERLAYS;
  private static final List<String> CLUSTERS = List.of("staging", "prod");

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldRunNoPodThatBreaksTheRules(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    assertThat(manifests.workloads()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(PodPolicy.problems(manifests)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/template/spec/securityContext, runAsNonRoot, false, may run as root",
    "/spec/template/spec/securityContext, runAsUser, 0, runs as root",
    "/spec/template/spec, automountServiceAccountToken, true, gets a service account token",
    "/spec/template/spec, hostNetwork, true, shares the host's namespaces",
    "/spec/template/spec/containers/0, resources, {}, has no limit of cpu",
    "/spec/template/spec/containers/0/resources, limits, {cpu: 1}, has no limit of memory",
    "/spec/template/spec/containers/0, readinessProbe, null, has no readinessProbe",
    "/spec/template/spec/containers/0, livenessProbe, null, has no livenessProbe",
    "/spec/template/spec/containers/0, startupProbe, null, has no startupProbe",
    "/spec/template/spec/containers/0, image, castellan/gateway, has an image without a version",
    "/spec/template/spec/containers/0/securityContext, readOnlyRootFilesystem, false, can write",
    "/spec/template/spec/containers/0/securityContext, allowPrivilegeEscalation, true, can get",
    "/spec/template/spec/containers/0/securityContext, capabilities, {}, keeps capabilities",
    "/spec/template/spec/containers/0/securityContext/capabilities, add, [NET_RAW], adds",
    "/spec/template/spec/containers/0/securityContext, runAsUser, 0, has containers with users",
    "/spec/template/spec/containers/0/securityContext, runAsNonRoot, false, has containers with",
    "/spec/template/spec/containers/0/securityContext, seccompProfile, {type: Unconfined}, has a"
  })
  void shouldSayWhatAPodLacks(String place, String member, String value, String complaint)
      throws Exception {
    Manifests manifests = Manifests.of("prod");
    ObjectNode gateway = (ObjectNode) manifests.named("Deployment", "gateway");
    ((ObjectNode) gateway.at(place)).set(member, Manifests.YAML.readTree(value));
    assertThat(PodPolicy.problems(manifests))
        .anyMatch(it -> it.startsWith("Deployment gateway " + complaint));
  }

  /** Also where its pod is as good as the others. */
  @ParameterizedTest
  @CsvSource({
    "Pod, /spec",
    "ReplicaSet, /spec/template/spec",
    "DaemonSet, /spec/template/spec",
    "Job, /spec/template/spec",
    "CronJob, /spec/jobTemplate/spec/template/spec"
  })
  void shouldRefuseAKindThatIsNotChecked(String kind, String place) {
    Manifests manifests = Manifests.of("prod");
    ObjectNode pod =
        (ObjectNode) manifests.named("Deployment", "gateway").at("/spec/template/spec");
    ObjectNode other = pod.objectNode().put("kind", kind);
    other.putObject("metadata").put("name", "other");
    other.withObject(place).setAll(pod);
    assertThat(PodPolicy.problems(new Manifests("with another", List.of(other))))
        .containsExactly(kind + " other is of a kind that is not checked");
  }

  @ParameterizedTest
  @CsvSource({
    "Kafka, kafka, /spec/entityOperator/userOperator, resources, {}, has no limit of memory",
    "Kafka, kafka, /spec/kafka/template/pod, securityContext, {fsGroup: 1}, takes the place",
    "KafkaNodePool, combined, /spec, resources, {}, has no limit of cpu",
    "Cluster, postgres, /spec, resources, {}, has no limit of memory",
    "ConfigMap, suite, /data, KAFKA_SSL_KEYSTORE_PASSWORD, secret, has a secret in clear"
  })
  void shouldSayWhatElseBreaksTheRules(
      String kind, String name, String place, String member, String value, String complaint)
      throws Exception {
    Manifests manifests = Manifests.of("prod");
    JsonNode object =
        manifests
            .kind(kind)
            .filter(it -> Manifests.name(it).startsWith(name))
            .findFirst()
            .orElseThrow();
    ((ObjectNode) object.at(place)).set(member, Manifests.YAML.readTree(value));
    assertThat(PodPolicy.problems(manifests)).anyMatch(it -> it.contains(" " + complaint));
  }

  @ParameterizedTest
  @FieldSource("CLUSTERS")
  void shouldLetDisruptionsTakeOnePodAtMost(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    assertThat(names(manifests.kind("PodDisruptionBudget")))
        .isEqualTo(names(manifests.kind("Deployment")));
    assertThat(manifests.kind("PodDisruptionBudget"))
        .allSatisfy(
            budget ->
                assertThat(budget.at("/spec/selector/matchLabels/app.kubernetes.io~1name"))
                    .isEqualTo(budget.at("/metadata/name")))
        .allSatisfy(budget -> assertThat(budget.at("/spec/maxUnavailable").asInt()).isOne());
    assertThat(manifests.kind("Deployment"))
        .allSatisfy(
            it ->
                assertThat(it.at("/spec/template/spec/topologySpreadConstraints"))
                    .as(Manifests.describe(it))
                    .hasSize(2));
  }

  @ParameterizedTest
  @FieldSource("CLUSTERS")
  void shouldScaleEachDeploymentByExactlyOneAutoscaler(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    List<String> targets =
        Stream.concat(manifests.kind("HorizontalPodAutoscaler"), manifests.kind("ScaledObject"))
            .map(it -> it.at("/spec/scaleTargetRef/name").asText())
            .toList();
    assertThat(targets)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(names(manifests.kind("Deployment")));
    assertThat(names(manifests.kind("ScaledObject")))
        .containsExactlyInAnyOrder("process-service", "smartobject-service");
    // A fixed number would be put back by each apply, whatever the autoscaler had decided.
    assertThat(manifests.kind("Deployment")).noneMatch(it -> it.path("spec").has("replicas"));
  }

  @Test
  void shouldReachOnlyTheGatewayFromOutside() {
    assertThat(Manifests.of("staging").named("Ingress", "gateway").findValuesAsText("name"))
        .containsOnly("gateway", "http");
    JsonNode route = Manifests.of("prod").named("HTTPRoute", "gateway");
    assertThat(route.at("/spec/rules")).hasSize(1);
    assertThat(route.at("/spec/rules/0/backendRefs").findValuesAsText("name"))
        .containsExactly("gateway");
    for (String overlay : OVERLAYS) {
      assertThat(Manifests.of(overlay).kind("Service"))
          .allMatch(it -> it.at("/spec/type").asText("ClusterIP").equals("ClusterIP"));
    }
  }

  private static Set<String> names(Stream<JsonNode> objects) {
    return objects.map(Manifests::name).collect(Collectors.toSet());
  }
}
