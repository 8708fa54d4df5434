package dev.castellan.contracts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  private static final RouteTable SUITE = RouteTable.load();

  @Test
  void shouldReadEveryColumnOfARow() {
    RouteTable table =
        RouteTable.parse(
            """
            # a comment

            GET  /widgets/:idWidget/stream  widget   A  guest       stream  64k  read
            POST /users                     gateway  A  admin-only  30      2m   write
            """);

    assertThat(table.routes())
        .containsExactly(
            new Route(
                "GET",
                "/widgets/:idWidget/stream",
                "widget-service",
                Envelope.A,
                OpenTo.GUEST,
                Optional.empty(),
                64 * 1024,
                "read"),
            new Route(
                "POST",
                "/users",
                "gateway",
                Envelope.A,
                OpenTo.ADMIN_ONLY,
                Optional.of(Duration.ofSeconds(30)),
                2 * 1024 * 1024,
                "write"));
    assertThat(table.byKey("POST /users")).contains(table.routes().get(1));
    assertThat(table.byKey("GET /users")).isEmpty();
    assertThat(table.services()).containsExactly("gateway", "widget-service");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a widget A guest 30 64k",
        "GET /a widget D guest 30 64k read",
        "GET /a widget A nobody 30 64k read",
        "GET /a widget A guest soon 64k read",
        "GET /a widget A guest 30 64 read",
        "GET a widget A guest 30 64k read",
        "GET /a/ widget A guest 30 64k read",
        "GET /a/../b widget A guest 30 64k read"
      })
  void shouldRefuseAMalformedRow(String row) {
    assertThatIllegalArgumentException().isThrownBy(() -> RouteTable.parse(row));
  }

  /** Under other variable names it is still the same route, and one of the two would be lost. */
  @ParameterizedTest
  @ValueSource(strings = {"/a/:x/b", "/a/:y/b"})
  void shouldRefuseARouteThatIsListedTwice(String template) {
    String row = "GET /a/:x/b widget A guest 30 64k read";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouteTable.parse(row + "\n" + row.replace("/a/:x/b", template)))
        .withMessageContaining("listed twice");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /smartobjects, GET /smartobjects",
    "HEAD, /smartobjects/7, GET /smartobjects/:idSmartobject",
    "POST, /smartobjects/7/actions/turnOn, POST /smartobjects/:idSmartobject/actions/:idAction",
    "GET, /api/v2/smart-elements/DEVBILL.json, GET /api/v2/smart-elements/:docid",
    "GET, /api/v2/smart-elements/DEVBILL.xml, GET /api/v2/smart-elements/:docid",
    "GET, /auth/me, GET /auth/me",
    "GET, /modules/a%20b, GET /modules/:idModule"
  })
  void shouldFindTheRowOfARequest(String method, String path, String key) {
    assertThat(keyOf(SUITE.match(method, path))).isEqualTo(key);
  }

  /** A literal wins, yet a path that only begins like one falls back to the variable. */
  @Test
  void shouldPreferLiteralsAndFallBackToVariables() {
    RouteTable table =
        RouteTable.parse(
            """
            GET  /a/:x    widget A guest 30 64k read
            GET  /a/b/c   widget A guest 30 64k read
            GET  /a/:x/d  widget A guest 30 64k read
            POST /a/new   widget A admin 30 64k write
            """);

    assertThat(keyOf(table.match("GET", "/a/b"))).isEqualTo("GET /a/:x");
    assertThat(keyOf(table.match("GET", "/a/b/c"))).isEqualTo("GET /a/b/c");
    assertThat(keyOf(table.match("GET", "/a/b/d"))).isEqualTo("GET /a/:x/d");
    assertThat(keyOf(table.match("POST", "/a/new"))).isEqualTo("POST /a/new");
    assertThat(table.match("GET", "/a/new"))
        .isEqualTo(new RouteMatch.MethodNotAllowed(Envelope.A, List.of("POST")));
  }

  @ParameterizedTest
  @CsvSource({
    "/, A",
    "/smartobject, A",
    "/smartobjects/1/2, A",
    "/api, A",
    "/api/v2, B",
    "/api/v2/nothing, B",
    "/api/v20, A",
    "/objecttype/1/nothing, C",
    "/objecttypes, A"
  })
  void shouldAnswerAnUnknownPathInTheEnvelopeOfItsApi(String path, Envelope envelope) {
    assertThat(SUITE.match("GET", path)).isEqualTo(new RouteMatch.NotFound(envelope));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /smartobjects, A, GET POST",
    "POST, /api/v2/smart-elements, B, GET",
    "PATCH, /objecttype/1, C, DELETE GET PUT",
    "get, /auth/me, A, GET",
    "'', /auth/me, A, GET"
  })
  void shouldNameTheMethodsAPathHas(String method, String path, Envelope envelope, String allowed) {
    assertThat(SUITE.match(method, path))
        .isEqualTo(new RouteMatch.MethodNotAllowed(envelope, List.of(allowed.split(" "))));
  }

  /** Whoever forgets to settle a path gets a 404, never somebody else's route. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "users",
        "xusers",
        "//users",
        "/users/",
        "/%75sers",
        "/widgets/../users",
        "/widgets//",
        "/widgets//contents",
        "/widgets/%2e%2e",
        "/users;x",
        "/widgets/1;x/contents",
        "/widgets/%"
      })
  void shouldMatchNothingOnAnUnsettledPath(String path) {
    for (String method : List.of("GET", "POST", "DELETE")) {
      assertThat(SUITE.match(method, path)).isEqualTo(new RouteMatch.NotFound(Envelope.A));
    }
  }

  @Test
  void shouldKeepIdentityRoutesFromBeingGranted() {
    assertThat(SUITE.routes())
        .filteredOn(route -> route.template().matches("/(users|profiles|apikeys|authorizations).*"))
        .isNotEmpty()
        .allMatch(route -> route.openTo() == OpenTo.ADMIN_ONLY)
        .noneMatch(route -> route.openTo().grantable());
  }

  @Test
  void shouldOpenNothingButReadingAndExecutingToTheBuiltInProfiles() {
    assertThat(SUITE.routes())
        .filteredOn(route -> route.openTo() == OpenTo.GUEST)
        .allMatch(route -> route.method().equals("GET"));
    assertThat(SUITE.routes())
        .filteredOn(route -> route.openTo() == OpenTo.OCCUPANT)
        .extracting(Route::key)
        .contains(
            "POST /smartobjects/:idSmartobject/actions/:idAction",
            "POST /process/:idProcess/execute");
  }

  private static String keyOf(RouteMatch match) {
    return match instanceof RouteMatch.Found found ? found.route().key() : "";
  }
}
