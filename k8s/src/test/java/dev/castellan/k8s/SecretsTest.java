package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class SecretsTest {

  static final List<String> OVERLAYS = Manifests.OVERLAYS;

  /** Made by the operators, or by who looks after certificates. */
  private static final String OPERATORS =
      "kafka-user-.*|kafka-cluster-ca-cert|postgres-ca|gateway-tls";

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldMakeEverySecretThatIsReferredTo(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    Manifests made = made();
    Set<String> missing = new TreeSet<>();
    for (JsonNode object : manifests.objects()) {
      for (JsonNode reference : object.findValues("secretKeyRef")) {
        String name = reference.get("name").asText();
        if (!name.matches(OPERATORS)
            && !made.named("Secret", name).get("stringData").has(reference.get("key").asText())) {
          missing.add(name);
        }
      }
      for (String way : List.of("secretName", "passwordSecret", "secretTargetRef")) {
        object.findValues(way).stream()
            .flatMap(
                it ->
                    it.isTextual()
                        ? List.of(it.asText()).stream()
                        : it.isArray()
                            ? it.findValuesAsText("name").stream()
                            : List.of(it.get("name").asText()).stream())
            .filter(name -> !name.matches(OPERATORS))
            .filter(name -> made.kind("Secret").noneMatch(it -> Manifests.name(it).equals(name)))
            .forEach(missing::add);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void shouldMakeNewValuesEachTime() {
    String keys = made().named("Secret", "castellan-secrets").at("/stringData/keys").asText();
    assertThat(Base64.getDecoder().decode(keys.substring(keys.indexOf(':') + 1))).hasSize(32);
    assertThat(made().named("Secret", "castellan-secrets").at("/stringData/keys").asText())
        .isNotEqualTo(keys);
  }

  private static Manifests made() {
    return Manifests.parse(
        "secrets", Tools.run(List.of(Tools.ROOT.resolve("k8s/secrets").toString())));
  }
}
