package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.objecttype.Api;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rights on the objects of a type, for a profile that may call every route. */
@QuarkusTest
@WithTestResource(Backends.class)
class RightsTest {

  private static final long EDITOR = 50;

  private String open;
  private String name;
  private String at;
  private String hidden;
  private String secretName;
  private String pointing;
  private String target;

  @BeforeEach
  void shouldHaveAnOpenTypeThatPointsToAHiddenOne() {
    publishEditor();
    hidden = Api.type("Hidden");
    secretName = Api.property(hidden, "Name", 1);
    target = Api.object(hidden, Map.of(secretName, "Undisclosed"));
    open = Api.type("Open");
    at = Api.property(open, "At", 3, Map.of("type_objtype", hidden, "position", 1));
    name = Api.property(open, "Name", 1, Map.of("position", 2));
    pointing = Api.object(open, Map.of(at, target, name, "Pointing", "relations", List.of(target)));
    acl(hidden, Map.of("profile", "occupant", "read", true));
  }

  private static void publishEditor() {
    List<String> routes =
        RouteTable.load().routes().stream()
            .filter(each -> each.openTo().grantable())
            .map(Route::key)
            .toList();
    EventProbe.send("profile:" + EDITOR, new ProfileState(EDITOR, "editor", routes, 1));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> asEditor().get("/objecttype").statusCode() == 200);
  }

  private static RequestSpecification asEditor() {
    return TestTokens.with(TestTokens.of(EDITOR, "editor", EDITOR, "editor").sign())
        .contentType("application/json");
  }

  private static void acl(String type, Map<String, Object> rights) {
    Api.put("/objecttype/" + type + "/acl", List.of(rights)).then().statusCode(200);
  }

  @ParameterizedTest
  @EnumSource(Right.class)
  void shouldLetAProfileDoWhatItsRightSaysAndNothingElse(Right right) {
    String type = Api.type("Guarded");
    String label = Api.property(type, "Label", 1);
    String secret = Api.property(type, "Secret", 12);
    String one = Api.object(type, Map.of(label, "one", secret, "s3cret"));
    String other = Api.object(type, Map.of(label, "other"));
    acl(type, Map.of("profile", EDITOR, right.name().toLowerCase(Locale.ROOT), true));
    String path = Api.path(type, one);
    String line = "{\"op\":\"%s\",\"id\":\"%s\",\"values\":{}}\n";

    Map<Right, List<Response>> answers = new EnumMap<>(Right.class);
    answers.put(
        Right.READ,
        List.of(
            asEditor().get("/objecttype/" + type),
            asEditor().get("/objecttype/" + type + "/property"),
            asEditor().get(Api.objects(type)),
            asEditor().accept("text/csv").get(Api.objects(type)),
            asEditor().get(path),
            asEditor().get(path + "/relation"),
            asEditor().get(path + "/relation/available"),
            asEditor().get(path + "/log"),
            asEditor().body(Map.of("value", "x")).post(path + "/property/" + secret + "/verify")));
    answers.put(
        Right.REVEAL,
        List.of(
            asEditor().body(Map.of("reason", "x")).post(path + "/property/" + secret + "/reveal")));
    answers.put(Right.CREATE, List.of(asEditor().body(Map.of()).post(Api.objects(type))));
    answers.put(
        Right.UPDATE,
        List.of(
            asEditor().body(Map.of(label, "x")).put(path),
            asEditor().body(Map.of("id", other)).post(path + "/relation"),
            asEditor().delete(path + "/relation/" + other)));
    String bulk =
        asEditor()
            .contentType("application/x-ndjson")
            .body(
                (line.formatted("create", one)
                        + line.formatted("update", one)
                        + line.formatted("delete", other))
                    .getBytes(StandardCharsets.UTF_8))
            .post(Api.objects(type) + "/bulk")
            .asString();
    answers.put(Right.DELETE, List.of(asEditor().delete(path)));

    answers.forEach(
        (needed, responses) ->
            assertThat(responses)
                .allSatisfy(
                    each ->
                        assertThat(each.statusCode() == 403)
                            .as("%s for %s: %s", right, needed, each.asString())
                            .isEqualTo(needed != right)));
    List<Boolean> allowed = new ArrayList<>();
    bulk.lines().forEach(each -> allowed.add(!each.contains("\"status\":403")));
    assertThat(allowed)
        .isEqualTo(List.of(right == Right.CREATE, right == Right.UPDATE, right == Right.DELETE));
  }

  @Test
  void shouldNotNameWhatTheCallerMayNotRead() {
    String third = Api.type("Third");
    String to = Api.property(third, "To", 3, Map.of("type_objtype", open));
    String object = Api.object(third, Map.of(to, pointing, "relations", List.of(pointing)));
    List<String> paths =
        List.of(
            Api.objects(open),
            Api.objects(open) + "?format=full",
            Api.path(open, pointing),
            Api.path(open, pointing) + "?format=full",
            Api.objects(third),
            Api.path(third, object),
            Api.path(third, object) + "/relation",
            Api.path(third, object) + "/relation/" + pointing,
            Api.path(third, object) + "/log",
            Api.path(open, pointing) + "/log");
    for (String each : paths) {
      Response guest = Api.asGuest().get(each);
      assertThat(guest.statusCode()).isEqualTo(200);
      assertThat(guest.asString()).as(each).doesNotContain("Undisclosed").contains("Pointing");
    }
    assertThat(Api.asGuest().accept("text/csv").get(Api.objects(open)).asString())
        .doesNotContain("Undisclosed");
    assertThat(Api.get(Api.objects(open)).asString()).contains("Undisclosed");
    assertThat(TestTokens.asOccupant().get(Api.path(open, pointing) + "/log").asString())
        .contains("Undisclosed");
    assertThat(Api.get(Api.objects(third)).asString()).contains("Undisclosed, Pointing");
  }

  @Test
  void shouldNotTellByAFilterWhatALineOfTheLogHides() {
    String log = Api.path(open, pointing) + "/log?filter=";
    for (String filter : List.of("details==Undis*", "relation==" + target)) {
      assertThat(Api.get(log + filter).jsonPath().getList("$")).hasSize(1);
      assertThat(Api.asGuest().get(log + filter).jsonPath().getList("$")).isEmpty();
    }
    assertThat(Api.asGuest().get(log + "action==5").jsonPath().getList("$")).hasSize(1);
  }

  @Test
  void shouldPointOnlyToWhatTheCallerMayRead() {
    asEditor().body(Map.of(at, target)).post(Api.objects(open)).then().statusCode(422);
    String free = Api.object(open, Map.of(name, "free"));
    asEditor().body(Map.of(at, target)).put(Api.path(open, free)).then().statusCode(422);

    asEditor()
        .body(Map.of(at, target, name, "sent back as it was"))
        .put(Api.path(open, pointing))
        .then()
        .statusCode(200);
    acl(hidden, Map.of("profile", EDITOR, "read", true));
    asEditor().body(Map.of(at, target)).put(Api.path(open, free)).then().statusCode(200);
  }

  @Test
  void shouldNotTellWhetherAHiddenObjectIsRelated() {
    String other = Api.object(hidden, Map.of());
    for (String each : Set.of(target, other)) {
      asEditor()
          .body(Map.of("id", each))
          .post(Api.path(open, pointing) + "/relation")
          .then()
          .statusCode(422);
      asEditor()
          .body(Map.of("relations", List.of(each)))
          .put(Api.path(open, pointing))
          .then()
          .statusCode(422);
      asEditor().delete(Api.path(open, pointing) + "/relation/" + each).then().statusCode(404);
    }
    asEditor().body(Map.of("relations", List.of())).put(Api.path(open, pointing));
    assertThat(Api.ids(Api.get(Api.path(open, pointing) + "/relation"))).containsExactly(target);
  }
}
