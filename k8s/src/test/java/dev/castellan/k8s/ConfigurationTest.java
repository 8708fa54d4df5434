package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.k8s.NetworkMap.Flow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What pods are told, against what the services read and the launcher says to the same programs.
 */
class ConfigurationTest {

  static final List<String> OVERLAYS = Manifests.OVERLAYS;
  static final List<String> ALL = Manifests.ALL;

  /** Differs by nature: a file there, a secret here; and the launcher's own. */
  private static final Set<String> ONLY_LOCAL =
      Set.of("CASTELLAN_ADMIN_PASSWORD_FILE", "CASTELLAN_POSTGRES_PASSWORD");

  @ParameterizedTest
  @FieldSource("ALL")
  void shouldSetNothingThatNobodyReads(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    assertThat(services(manifests))
        .hasSize(6)
        .allSatisfy(
            deployment -> {
              ServiceConfiguration known = ServiceConfiguration.of(Manifests.name(deployment));
              assertThat(manifests.environment(deployment).keySet())
                  .as(Manifests.name(deployment))
                  .allMatch(known::reads);
            });
  }

  @Test
  void shouldKnowWhatIsNotRead() {
    ServiceConfiguration known = ServiceConfiguration.of("gateway");
    assertThat(known.reads("CASTELLAN_UPSTREAM_WIDGET_SERVICE")).isTrue();
    assertThat(known.reads("QUARKUS_HTTP_PORT")).isTrue();
    assertThat(known.reads("CASTELLAN_UPSTREAMS_WIDGET_SERVICE")).isFalse();
    assertThat(known.reads("CASTELLAN_OUTBOX_SWEEP")).isFalse();
    assertThat(known.reads("QUARKUS_HTTP_PORTS")).isFalse();
    assertThat(known.reads("QUARKUS_DATASOURCE_DB_KIND")).as("fixed by the build").isFalse();
    assertThat(known.reads("KAFKA_SSL_TRUSTSTORE_PATH")).isFalse();
    assertThat(ServiceConfiguration.of("widget-service").reads("CASTELLAN_DEVICES_LEASE"))
        .isFalse();
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldSayAllThatTheLauncherSays(String overlay) throws IOException {
    Manifests manifests = Manifests.of(overlay);
    Set<String> launcher = launcherNames();
    assertThat(launcher).hasSizeGreaterThan(8);
    for (JsonNode deployment : services(manifests).toList()) {
      boolean isGateway = Manifests.name(deployment).equals("gateway");
      Set<String> expected = new TreeSet<>(launcher);
      expected.removeAll(ONLY_LOCAL);
      // The gateway has its keys itself and writes nothing.
      expected.removeIf(it -> isGateway && it.matches("CASTELLAN_(JWKS_URL|CACHE_DIR)"));
      assertThat(manifests.environment(deployment).keySet())
          .as(Manifests.name(deployment))
          .containsAll(expected);
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldListenWhereServicesAndProbesLook(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (JsonNode deployment : services(manifests).toList()) {
      Map<String, String> told = manifests.environment(deployment);
      JsonNode container = deployment.at("/spec/template/spec/containers/0");
      Map<String, Integer> ports = new TreeMap<>();
      container
          .get("ports")
          .forEach(it -> ports.put(it.get("name").asText(), it.get("containerPort").asInt()));
      assertThat(ports.get("http")).hasToString(told.get("QUARKUS_HTTP_PORT"));
      assertThat(ports.get("management")).hasToString(told.get("QUARKUS_MANAGEMENT_PORT"));
      for (JsonNode port :
          manifests.named("Service", Manifests.name(deployment)).at("/spec/ports")) {
        assertThat(port.get("targetPort").asText()).isEqualTo(port.get("name").asText());
        assertThat(port.get("port").asInt()).isEqualTo(ports.get(port.get("name").asText()));
      }
      Stream.of("startupProbe", "livenessProbe", "readinessProbe")
          .forEach(
              probe ->
                  assertThat(container.at("/" + probe + "/httpGet/port").asText())
                      .isEqualTo("management"));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldCallServicesThatAreThere(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    for (JsonNode deployment : services(manifests).toList()) {
      manifests.environment(deployment).values().stream()
          .filter(value -> value.startsWith("http://"))
          .map(URI::create)
          .forEach(
              uri ->
                  assertThat(
                          manifests
                              .named("Service", uri.getHost())
                              .at("/spec/ports")
                              .findValues("port"))
                      .as(uri.toString())
                      .anyMatch(port -> port.asInt() == uri.getPort()));
    }
    Map<String, String> gateway = manifests.environment(manifests.named("Deployment", "gateway"));
    for (JsonNode service : services(manifests).toList()) {
      String name = Manifests.name(service);
      if (!name.equals("gateway")) {
        String variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
        String ready =
            service.at("/spec/template/spec/containers/0/readinessProbe/httpGet/path").asText();
        assertThat(gateway)
            .containsEntry("CASTELLAN_UPSTREAM_" + variable, "http://" + name + ":8080")
            .containsEntry(
                "CASTELLAN_UPSTREAM_HEALTH_" + variable, "http://" + name + ":9000" + ready);
      }
    }
    URI keys =
        URI.create(
            manifests
                .environment(manifests.named("Deployment", "widget-service"))
                .get("CASTELLAN_JWKS_URL"));
    assertThat(RouteTable.load().byKey("GET " + keys.getPath())).isPresent();
  }

  @Test
  void shouldOpenTheWayToTheIssuerAndTheCollectorThatItNames() {
    Manifests manifests = Manifests.of(Manifests.WITH_ALL);
    Set<Flow> open = NetworkMap.egress(manifests);
    List<JsonNode> services = services(manifests).toList();
    assertThat(services).hasSize(6);
    for (JsonNode deployment : services) {
      Map<String, String> told = manifests.environment(deployment);
      String from = Manifests.name(deployment).equals("gateway") ? "gateway" : "services";
      URI issuer = URI.create(told.get("CASTELLAN_SECURITY_EXTERNAL_ISSUER"));
      assertThat(issuer.getScheme()).isEqualTo("https");
      assertThat(open)
          .contains(new Flow(from, "issuer", issuer.getPort() < 0 ? 443 : issuer.getPort()));
      assertThat(told).containsEntry("QUARKUS_OTEL_SDK_DISABLED", "false");
      URI collector = URI.create(told.get("QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT"));
      String namespace = collector.getHost().split("\\.")[1];
      assertThat(open).contains(new Flow(from, namespace, collector.getPort()));
    }
  }

  @Test
  void shouldLeaveItToTheGatewayToEndWhatTakesTooLong() {
    List<Route> routes = RouteTable.load().routes();
    // A clock would end streams too; waiting for the next byte does not, they send signs of life.
    assertThat(routes).anyMatch(route -> route.timeout().isEmpty());
    assertThat(
            Manifests.of("prod")
                .named("HTTPRoute", "gateway")
                .at("/spec/rules")
                .findValuesAsText("request"))
        .containsExactly("0s");
    Duration longest =
        routes.stream()
            .flatMap(route -> route.timeout().stream())
            .max(Comparator.naturalOrder())
            .orElseThrow();
    assertThat(
            Manifests.of("staging")
                .named("Ingress", "gateway")
                .at("/metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout")
                .asLong())
        .isGreaterThan(longest.toSeconds());
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldBelieveTheEdgeWhoAsksAndNobodyWhereThereIsNone(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    boolean edge = Stream.of("Ingress", "HTTPRoute").anyMatch(it -> manifests.kind(it).count() > 0);
    Map<String, String> gateway = manifests.environment(manifests.named("Deployment", "gateway"));
    if (edge) {
      assertThat(gateway)
          .containsEntry("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true")
          .containsEntry("QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true");
      assertThat(gateway.get("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES"))
          .contains("10.0.0.0/8")
          .doesNotContain("0.0.0.0/0");
    } else {
      assertThat(gateway.keySet()).noneMatch(name -> name.startsWith("QUARKUS_HTTP_PROXY_"));
    }
  }

  @ParameterizedTest
  @FieldSource("OVERLAYS")
  void shouldGiveEachServiceADatabaseOfItsOwn(String overlay) {
    Manifests manifests = Manifests.of(overlay);
    List<String> urls =
        services(manifests)
            .map(it -> manifests.environment(it).get("QUARKUS_DATASOURCE_JDBC_URL"))
            .toList();
    assertThat(urls).doesNotHaveDuplicates();
    if (overlay.equals("dev")) {
      String script = manifests.kind("ConfigMap").map(JsonNode::toString).toList().toString();
      assertThat(urls).allMatch(url -> script.contains("create " + database(url) + " "));
    } else {
      JsonNode roles = manifests.named("Cluster", "postgres").at("/spec/managed/roles");
      assertThat(urls)
          .allMatch(url -> roles.findValuesAsText("name").contains(database(url)))
          .allMatch(
              url ->
                  manifests
                      .named("Database", database(url))
                      .at("/spec/owner")
                      .asText()
                      .equals(database(url)));
    }
  }

  private static String database(String url) {
    return URI.create(url.substring("jdbc:".length())).getPath().substring(1);
  }

  private static Stream<JsonNode> services(Manifests manifests) {
    return manifests
        .kind("Deployment")
        .filter(
            it ->
                it.at("/metadata/labels/app.kubernetes.io~1part-of").asText().equals("castellan"));
  }

  private static Set<String> launcherNames() throws IOException {
    String source =
        Files.readString(
            Tools.ROOT.resolve(
                "launcher/src/main/java/dev/castellan/launcher/suite/ServiceSpecs.java"));
    Matcher name = Pattern.compile("it\\.put\\(\"([A-Z_]+)\"").matcher(source);
    Set<String> names = new TreeSet<>();
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }
}
