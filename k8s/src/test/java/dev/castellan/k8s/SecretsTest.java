package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The operator refuses a secret of another user than the role; KEDA is told the name itself. */
  @ParameterizedTest
  @ValueSource(strings = {"staging", "prod"})
  void shouldNameTheRolesOfTheDatabase(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    Map<String, String> users = users();
    Map<String, String> roles = new TreeMap<>();
    manifests
        .named("Cluster", "postgres")
        .at("/spec/managed/roles")
        .forEach(it -> roles.put(it.at("/passwordSecret/name").asText(), it.get("name").asText()));
    assertThat(users).hasSize(6).isEqualTo(roles);

    List<JsonNode> triggers =
        manifests
            .kind("ScaledObject")
            .flatMap(it -> Manifests.stream(it.at("/spec/triggers")))
            .filter(it -> it.get("type").asText().equals("postgresql"))
            .toList();
    assertThat(triggers)
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.at("/metadata/userName").asText())
                    .isEqualTo(
                        users.get(
                            manifests
                                .named(
                                    "TriggerAuthentication",
                                    it.at("/authenticationRef/name").asText())
                                .at("/spec/secretTargetRef/0/name")
                                .asText())));
  }

  @Test
  void shouldNameTheRolesThatTheFirstStartMakes() {
    Manifests manifests = Manifests.of("dev");
    Map<String, String> users = users();
    String script = manifests.kind("ConfigMap").map(JsonNode::toString).toList().toString();
    List<JsonNode> passwords =
        Manifests.stream(
                manifests
                    .named("StatefulSet", "postgres")
                    .at("/spec/template/spec/containers/0/env"))
            .filter(it -> it.get("name").asText().startsWith("PASSWORD_"))
            .toList();
    assertThat(passwords)
        .hasSameSizeAs(users.keySet())
        .allSatisfy(
            it ->
                assertThat(script)
                    .contains(
                        "create %s \\\"$%s\\\""
                            .formatted(
                                users.get(it.at("/valueFrom/secretKeyRef/name").asText()),
                                it.get("name").asText())));
  }

  @Test
  void shouldMakeNewValuesEachTime() {
    String keys = made().named("Secret", "castellan-secrets").at("/stringData/keys").asText();
    assertThat(Base64.getDecoder().decode(keys.substring(keys.indexOf(':') + 1))).hasSize(32);
    assertThat(made().named("Secret", "castellan-secrets").at("/stringData/keys").asText())
        .isNotEqualTo(keys);
  }

  /** Name of each secret with the role that its password is of. */
  private static Map<String, String> users() {
    return made()
        .kind("Secret")
        .filter(it -> it.at("/stringData").has("username"))
        .collect(Collectors.toMap(Manifests::name, it -> it.at("/stringData/username").asText()));
  }

  private static Manifests made() {
    return Manifests.parse(
        "secrets", Tools.run(List.of(Tools.ROOT.resolve("k8s/secrets").toString())));
  }
}
