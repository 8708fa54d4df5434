package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What more pods mean for what they share, and where those look who decide how many there are. */
class ScalingTest {

  /** For the operator, the autoscaler, and people who look. */
  private static final int OTHER_CONNECTIONS = 20;

  @ParameterizedTest
  @ValueSource(strings = {"staging", "prod"})
  void shouldBeFoundByAnAutoscalerInAnotherNamespace(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    String suffix = "." + manifests.namespace() + ".svc";
    // Services that the operators make.
    List<String> known =
        Stream.concat(
                manifests.kind("Kafka").map(it -> Manifests.name(it) + "-kafka-bootstrap"),
                manifests.kind("Cluster").map(it -> Manifests.name(it) + "-rw"))
            .map(name -> name + suffix)
            .toList();
    List<String> asked =
        manifests
            .kind("ScaledObject")
            .flatMap(it -> Manifests.stream(it.at("/spec/triggers")))
            .map(it -> it.get("metadata"))
            .flatMap(it -> Stream.of(it.path("bootstrapServers"), it.path("host")))
            .filter(JsonNode::isTextual)
            .map(it -> it.asText().replaceFirst(":\\d+$", ""))
            .toList();
    assertThat(asked).hasSize(2).allMatch(known::contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "prod"})
  void shouldHaveAConnectionForEachPlaceInEachPool(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    Map<String, Integer> most =
        Stream.concat(
                manifests
                    .kind("HorizontalPodAutoscaler")
                    .map(it -> Map.entry(it, it.at("/spec/maxReplicas").asInt())),
                manifests
                    .kind("ScaledObject")
                    .map(it -> Map.entry(it, it.at("/spec/maxReplicaCount").asInt())))
            .collect(
                Collectors.toMap(
                    it -> it.getKey().at("/spec/scaleTargetRef/name").asText(),
                    Map.Entry::getValue));
    int used =
        manifests
            .kind("Deployment")
            .mapToInt(
                it ->
                    (most.get(Manifests.name(it)) + surge(it))
                        * Integer.parseInt(
                            manifests.environment(it).get("QUARKUS_DATASOURCE_JDBC_MAX_SIZE")))
            .sum();
    int offered =
        manifests
            .named("Cluster", "postgres")
            .at("/spec/postgresql/parameters/max_connections")
            .asInt();
    assertThat(used).isPositive().isLessThanOrEqualTo(offered - OTHER_CONNECTIONS);
  }

  private static int surge(JsonNode deployment) {
    JsonNode surge = deployment.at("/spec/strategy/rollingUpdate/maxSurge");
    assertThat(surge.isInt()).isTrue();
    return surge.asInt();
  }
}
