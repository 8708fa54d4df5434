package dev.castellan.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Every route against every kind of bearer, and what the gate must say: the whole of who may do
 * what, as one table. Objects that the paths name do not exist, so that nothing comes of those who
 * are let through.
 */
public final class RightsTable {

  /** Number that no object has. */
  private static final String NOWHERE = "999999999";

  private static final int SERVER_ERROR = 500;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> REFUSALS =
      Set.of("token-missing", "token-invalid", "token-expired", "token-revoked", "forbidden");

  private RightsTable() {}

  /** Who asks. */
  public enum Bearer {
    NOBODY("token-missing"),
    GUEST(null),
    OCCUPANT(null),
    ADMIN(null),
    EXPIRED("token-expired"),
    REVOKED("token-revoked"),
    UNSIGNED("token-invalid"),
    FORGED("token-invalid"),
    UNKNOWN_KEY("token-invalid"),
    SIGNED_WITH_THE_PUBLIC_KEY("token-invalid");

    private final String refusal;

    Bearer(String refusal) {
      this.refusal = refusal;
    }

    /** Code of the failure; null when the gate lets him through. */
    private String expected(Route route) {
      Lowest lowest = Lowest.of(route);
      if (lowest == Lowest.ANYONE) {
        return null;
      }
      if (refusal != null) {
        return refusal;
      }
      return lowest == Lowest.GUEST
              || this == ADMIN
              || this == OCCUPANT && lowest == Lowest.OCCUPANT
          ? null
          : "forbidden";
    }
  }

  /**
   * Who must be let in, told by what a route does and not by what its row says: a row that opens
   * more than it should is a difference.
   */
  private enum Lowest {
    ANYONE,
    GUEST,
    OCCUPANT,
    ADMIN;

    private static final Set<String> WITHOUT_TOKEN =
        Set.of(
            "POST /auth/token",
            "POST /auth/revoke",
            "POST /authentification",
            "GET /auth/jwks",
            "GET /.well-known/openid-configuration",
            "GET /q/health",
            "GET /openapi",
            "GET /docs",
            "GET /docs/:asset");
    private static final Set<String> ABOUT_ONESELF =
        Set.of("POST /auth/logout", "GET /auth/me", "PUT /auth/me/password");
    private static final Set<String> EXECUTING =
        Set.of(
            "POST /smartobjects/:idSmartobject/actions/:idAction",
            "POST /process/:idProcess/execute",
            "POST /process/:idProcess/executions/:idExecution/cancel");
    private static final Set<String> SECRET_READS =
        Set.of("GET /objecttype/:objecttype/acl", "GET /objecttype/:objecttype/acl/:profile");

    private static Lowest of(Route route) {
      String key = route.key();
      if (WITHOUT_TOKEN.contains(key)) {
        return ANYONE;
      }
      if (ABOUT_ONESELF.contains(key)) {
        return GUEST;
      }
      if (EXECUTING.contains(key)) {
        return OCCUPANT;
      }
      boolean read =
          route.method().equals("GET")
              && !route.service().equals("gateway")
              && !SECRET_READS.contains(key);
      return read ? GUEST : ADMIN;
    }
  }

  /**
   * @param which routes to look at
   * @param tokens a fresh token for each request, since some requests void theirs; null for none
   * @throws AssertionError with every cell that is not as the route table wants it
   */
  public static void check(Predicate<Route> which, Function<Bearer, String> tokens) {
    List<String> wrong = new ArrayList<>();
    int cells = 0;
    for (Route route : RouteTable.load().routes()) {
      if (!which.test(route)) {
        continue;
      }
      for (Bearer bearer : Bearer.values()) {
        cells++;
        String difference = look(route, bearer, tokens.apply(bearer));
        if (difference != null) {
          wrong.add(route.key() + " as " + bearer + ": " + difference);
        }
      }
    }
    if (cells == 0 || !wrong.isEmpty()) {
      throw new AssertionError(cells + " cells, wrong:\n" + String.join("\n", wrong));
    }
  }

  private static String look(Route route, Bearer bearer, String token) {
    Response response = ask(route, token);
    String expected = bearer.expected(route);
    int status = response.statusCode();
    String code = codeOf(response);
    if (expected == null) {
      boolean through = status < SERVER_ERROR && (code == null || !REFUSALS.contains(code));
      return through ? null : "should be let through, is %d %s".formatted(status, code);
    }
    int wanted = expected.equals("forbidden") ? 403 : 401;
    if (status != wanted || !expected.equals(code)) {
      return "should be %d %s, is %d %s".formatted(wanted, expected, status, code);
    }
    try {
      FailureShape.assertThatIt(response, route.envelope(), wanted, expected);
      return null;
    } catch (AssertionError e) {
      return "is not in envelope " + route.envelope() + ": " + e.getMessage();
    }
  }

  private static Response ask(Route route, String token) {
    RequestSpecification request = RestAssured.given();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!route.method().equals("GET") && !route.method().equals("DELETE")) {
      request.contentType(ContentType.JSON).body(Map.of());
    }
    return request.request(route.method(), route.template().replaceAll(":[^/]+", NOWHERE));
  }

  /** Null when the answer is none of ours, or says nothing of the kind. */
  private static String codeOf(Response response) {
    try {
      return JSON.readTree(response.asByteArray()).path("code").textValue();
    } catch (IOException e) {
      return null;
    }
  }
}
