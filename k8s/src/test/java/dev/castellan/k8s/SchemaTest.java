package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class SchemaTest {

  static final List<String> OVERLAYS = Manifests.ALL;

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldBeValidAgainstTheSchemas(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    assertThat(manifests.objects()).hasSizeGreaterThan(30);
    assertThat(
            manifests.objects().stream()
                .flatMap(
                    object ->
                        Schemas.shared().problems(object).stream()
                            .map(problem -> Manifests.describe(object) + ": " + problem)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Deployment, gateway, /spec/template/spec",
    "NetworkPolicy, door, /spec/ingress/0",
    "HorizontalPodAutoscaler, gateway, /spec/metrics/0/resource",
    "ScaledObject, process-service, /spec/triggers/0",
    "HTTPRoute, gateway, /spec/rules/0/timeouts",
    "Cluster, postgres, /spec/managed/roles/0",
    "Database, gateway, /spec",
    "KafkaTopic, castellan.process.events.v1, /spec",
    "KafkaUser, gateway, /spec/authorization",
    "Kafka, kafka, /spec/kafka/listeners/0",
    "KafkaNodePool, combined, /spec"
  })
  void shouldRefuseAMemberThatDoesNotExist(String kind, String name, String place) {
    ObjectNode object = (ObjectNode) Manifests.of("prod").named(kind, name);
    ((ObjectNode) object.at(place)).put("mispelled", "x");
    assertThat(Schemas.shared().problems(object)).isNotEmpty();
  }

  @Test
  void shouldRefuseWrongTypesAndMissingMembers() {
    ObjectNode wrong = (ObjectNode) Manifests.of("prod").named("Deployment", "gateway");
    ((ObjectNode) wrong.at("/spec/template/spec")).put("terminationGracePeriodSeconds", "45");
    assertThat(Schemas.shared().problems(wrong)).isNotEmpty();

    ObjectNode unselected = (ObjectNode) Manifests.of("prod").named("Deployment", "gateway");
    ((ObjectNode) unselected.get("spec")).remove("selector");
    assertThat(Schemas.shared().problems(unselected)).isNotEmpty();

    ObjectNode unwritten = (ObjectNode) Manifests.of("prod").named("Kafka", "kafka");
    ((ObjectNode) unwritten.at("/spec/kafka/listeners/0")).put("tls", "perhaps");
    assertThat(Schemas.shared().problems(unwritten)).isNotEmpty();
  }
}
