package dev.castellan.contracts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The five API documents that Castellan answers to, path by path as they print them. */
class SeedRoutesTest {

  private static final RouteTable TABLE = RouteTable.load();

  private static final String SMARTOBJECT =
      """
      GET    /smartobjects
      GET    /smartobjects/:idSmartobject
      POST   /smartobjects
      DELETE /smartobjects/:idSmartobject
      POST   /smartobjects/:idSmartobject/settings
      DELETE /smartobjects/:idSmartobject/settings/:idSetting
      POST   /smartobjects/:idSmartobject/actions/:idAction
      POST   /smartobjects/:idSmartobject/profiles
      DELETE /smartobjects/:idSmartobject/profiles/:idProfile
      """;

  private static final String WIDGET =
      """
      GET    /widgets
      GET    /widgets/:idWidget
      POST   /widgets
      PUT    /widgets/:idWidget
      DELETE /widgets/:idWidget
      POST   /widgets/:idWidget/contents
      DELETE /widgets/:idWidget/contents/:idContent
      POST   /widgets/:idWidget/sources
      DELETE /widgets/:idWidget/contents/:idSource
      """;

  private static final String PROCESS =
      """
      GET    /espaces
      GET    /process
      POST   /process
      GET    /process/:idProcess
      DELETE /process/:idProcess
      POST   /process/:idProcess/actions
      DELETE /process/:idProcess/actions/:idAction
      POST   /process/:idProcess/inputs
      DELETE /process/:idProcess/inputs/:idInput
      POST   /process/:id/execute
      POST   /process/:idProcess/profiles
      DELETE /process/:idProcess/profiles
      """;

  private static final String ELEMENT =
      """
      GET    /api/v2/smart-elements/
      GET    /api/v2/smart-elements/:docid
      PUT    /api/v2/smart-elements/:docid
      DELETE /api/v2/smart-elements/:docid
      GET    /api/v2/smart-structures/:family/smart-elements/:docid
      PUT    /api/v2/smart-structures/:family/smart-elements/:docid
      DELETE /api/v2/smart-structures/:family/smart-elements/:docid
      """;

  private static final String OBJECTTYPE =
      """
      GET    /objecttype
      POST   /objecttype
      GET    /objecttype/:objecttype
      PUT    /objecttype/:objecttype
      DELETE /objecttype/:objecttype
      GET    /objecttype/:objecttype/property
      POST   /objecttype/:objecttype/property
      GET    /objecttype/:objecttype/property/:property
      PUT    /objecttype/:objecttype/property/:property
      DELETE /objecttype/:objecttype/property/:property
      GET    /objecttype/:objecttype/object
      POST   /objecttype/:objecttype/object
      GET    /objecttype/:objecttype/object/:object
      PUT    /objecttype/:objecttype/object/:object
      DELETE /objecttype/:objecttype/object/:object
      GET    /objecttype/:objecttype/object/:object/relation
      POST   /objecttype/:objecttype/object/:object/relation
      GET    /objecttype/:objecttype/object/:object/relation/available
      DELETE /objecttype/:objecttype/object/:object/relation/:relation
      GET    /objecttype/:objecttype/object/:object/log
      """;

  private record Seed(String method, String path, String service, Envelope envelope) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Seed> seeds() {
    return Stream.of(
            read(SMARTOBJECT, "smartobject-service", Envelope.A),
            read(WIDGET, "widget-service", Envelope.A),
            read(PROCESS, "process-service", Envelope.A),
            read(ELEMENT, "element-service", Envelope.B),
            read(OBJECTTYPE, "objecttype-service", Envelope.C))
        .flatMap(seeds -> seeds);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shouldRouteEveryPathOfTheApiDocuments(Seed seed) {
    String path = PathNormalizer.normalize(seed.path().replaceAll(":\\w+", "4711")).orElseThrow();

    RouteMatch match = TABLE.match(seed.method(), path);

    assertThat(match).isInstanceOf(RouteMatch.Found.class);
    Route route = ((RouteMatch.Found) match).route();
    assertThat(shape(route.template())).isEqualTo(shape(seed.path()));
    assertThat(route.service()).isEqualTo(seed.service());
    assertThat(route.envelope()).isEqualTo(seed.envelope());
  }

  @Test
  void shouldFindTheExtensionsOfAnElementOnItsOwnRoute() {
    for (String extension : List.of("", ".json", ".xml")) {
      assertThat(TABLE.match("GET", "/api/v2/smart-elements/DEVBILL" + extension))
          .isInstanceOf(RouteMatch.Found.class);
    }
  }

  /** What the element document marks as not available. */
  @Test
  void shouldRefuseTheMethodsTheElementDocumentRulesOut() {
    for (String method : List.of("POST", "PUT", "DELETE")) {
      assertThat(TABLE.match(method, "/api/v2/smart-elements"))
          .isEqualTo(new RouteMatch.MethodNotAllowed(Envelope.B, List.of("GET")));
    }
    assertThat(TABLE.match("POST", "/api/v2/smart-elements/DEVBILL"))
        .isEqualTo(new RouteMatch.MethodNotAllowed(Envelope.B, List.of("DELETE", "GET", "PUT")));
  }

  private static Stream<Seed> read(String rows, String service, Envelope envelope) {
    return rows.lines()
        .map(row -> row.split("\\s+"))
        .map(cells -> new Seed(cells[0], cells[1], service, envelope));
  }

  /** Names of variables are ours to choose. */
  private static List<String> shape(String template) {
    return Arrays.stream(template.split("/"))
        .map(segment -> segment.startsWith(":") ? ":" : segment)
        .toList();
  }
}
