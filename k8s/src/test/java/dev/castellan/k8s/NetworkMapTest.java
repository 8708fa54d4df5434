package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.k8s.NetworkMap.Flow;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class NetworkMapTest {

  static final List<String> OVERLAYS = Manifests.ALL;

  /** Whose own namespaces decide what they let out, or in. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "edge",
          "monitoring",
          "keda",
          "cnpg-system",
          "strimzi",
          "dns",
          "devices",
          "issuer",
          "api-server");

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldOpenNothingThatTheMapDoesNotSay(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    Set<Flow> map = NetworkMap.documented();
    assertThat(map).hasSizeGreaterThan(15);
    assertThat(map).containsAll(NetworkMap.ingress(manifests));
    assertThat(map).containsAll(NetworkMap.egress(manifests));
  }

  @Test
  void shouldOpenAllThatTheMapSaysAtBothEnds() {
    Manifests manifests = Manifests.of(Manifests.WITH_ALL);
    assertThat(NetworkMap.ingress(manifests)).containsAll(without(OUTSIDE, Flow::to));
    assertThat(NetworkMap.egress(manifests)).containsAll(without(OUTSIDE, Flow::from));
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldCloseWhatIsNotOpened(String overlay) {
    JsonNode all = Manifests.of(overlay).named("NetworkPolicy", "default-deny");
    assertThat(all.at("/spec/podSelector")).isEmpty();
    assertThat(all.at("/spec/policyTypes")).hasToString("[\"Ingress\",\"Egress\"]");
    assertThat(all.get("spec").has("ingress") || all.get("spec").has("egress")).isFalse();
  }

  @Test
  void shouldNoticeAPolicyThatOpensMore() {
    Manifests wider = Manifests.of("prod");
    JsonNode rule = wider.named("NetworkPolicy", "services").at("/spec/ingress/0");
    ((ObjectNode) rule.at("/from/0/podSelector/matchLabels")).put("castellan.dev/role", "broker");
    Flow forbidden = new Flow("broker", "services", 8080);
    assertThat(NetworkMap.ingress(wider)).contains(forbidden);
    assertThat(NetworkMap.documented()).doesNotContain(forbidden);

    Manifests open = Manifests.of("prod");
    ((ObjectNode) open.named("NetworkPolicy", "services").at("/spec/ingress/0")).remove("from");
    assertThatThrownBy(() -> NetworkMap.ingress(open)).hasMessageContaining("opens everything");

    Manifests world = Manifests.of("prod");
    JsonNode block = world.named("NetworkPolicy", "devices").at("/spec/egress/0/to/0/ipBlock");
    ((ObjectNode) block).put("cidr", "0.0.0.0/0");
    assertThatThrownBy(() -> NetworkMap.egress(world)).hasMessageContaining("too wide");

    Manifests elsewhere = Manifests.of("prod");
    ((ObjectNode) elsewhere.named("NetworkPolicy", "devices").get("metadata")).put("name", "door");
    assertThatThrownBy(() -> NetworkMap.egress(elsewhere)).hasMessageContaining("not named after");
  }

  @ParameterizedTest
  @CsvSource({"operator, NotIn", "operator, Exists", "key, app.kubernetes.io/name"})
  void shouldReadNoSelectorAsWhatItIsNot(String member, String value) {
    Manifests others = Manifests.of("prod");
    JsonNode expression =
        others
            .named("NetworkPolicy", "broker")
            .at("/spec/ingress/0/from/0/podSelector/matchExpressions/0");
    ((ObjectNode) expression).put(member, value);
    assertThatThrownBy(() -> NetworkMap.ingress(others)).hasMessageContaining("one by one");
  }

  @Test
  void shouldNoticeAListenerThatIsOpenToAll() {
    Manifests open = Manifests.of("prod");
    JsonNode listener = open.named("Kafka", "kafka").at("/spec/kafka/listeners/0");
    ((ObjectNode) listener).remove("networkPolicyPeers");
    assertThatThrownBy(() -> NetworkMap.ingress(open)).hasMessageContaining("open to all");
    ((ObjectNode) listener).putArray("networkPolicyPeers");
    assertThatThrownBy(() -> NetworkMap.ingress(open)).hasMessageContaining("open to all");
  }

  private static Set<Flow> without(
      Set<String> places, java.util.function.Function<Flow, String> end) {
    return NetworkMap.documented().stream()
        .filter(flow -> !places.contains(end.apply(flow)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
