package dev.castellan.objecttype.schema;

import static dev.castellan.objecttype.Api.asAdmin;
import static dev.castellan.objecttype.Api.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.objecttype.ObjecttypeChanged;
import dev.castellan.contracts.objecttype.ObjecttypeDeleted;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class TypeTest {

  @Test
  void shouldLeaveAloneWhatIsNotSent() {
    String type = Api.type("Type");

    Api.put("/objecttype/" + type, Map.of("short", "1")).then().statusCode(200);

    Api.get("/objecttype/" + type)
        .then()
        .body("name", equalTo("Type"))
        .body("log", equalTo(true))
        .body("short", equalTo(1));
  }

  @Test
  void shouldNotBeDeletedWhileOthersPointToItUnlessTheyFollow() {
    String type = Api.type("Pointed at");
    String target = Api.object(type, Map.of());
    String other = Api.type("Pointing");
    String at = Api.property(other, "At", 3, Map.of("type_objtype", type));
    String object = Api.object(other, Map.of(at, target, "relations", List.of(target)));
    try (EventProbe probe = EventProbe.on(Topics.OBJECTTYPE_EVENTS)) {
      asAdmin()
          .delete("/objecttype/" + type)
          .then()
          .statusCode(409)
          .body("code", equalTo("objecttype-in-use"));

      asAdmin().delete("/objecttype/" + type + "?cascade=true").then().statusCode(200);

      assertThat(Api.values(other, object)).isEmpty();
      assertThat(Api.ids(Api.get(Api.path(other, object) + "/relation"))).isEmpty();
      assertThat(Api.log(other, object).getList("action")).containsExactly(10, 6, 5, 1);
      Api.get(Api.path(type, target)).then().statusCode(404);
      Api.get("/objecttype/" + other + "/property").then().body("$", equalTo(List.of()));
      probe.await(ObjecttypeDeleted.class, each -> each.objecttype().id().toString().equals(type));
      probe.await(
          ObjecttypeChanged.class,
          each ->
              each.after().id().toString().equals(other) && each.after().properties().isEmpty());
    }
  }

  @Test
  void shouldLogOnEveryObjectThatLoggingWasTurnedOnOrOff() {
    String type = Api.type(Map.of("name", "Quiet", "log", false));
    String before = Api.object(type, Map.of());
    Api.put("/objecttype/" + type, Map.of("log", 1)).then().statusCode(200);
    String between = Api.object(type, Map.of());
    Api.put("/objecttype/" + type, Map.of("log", false)).then().statusCode(200);

    assertThat(Api.log(type, before).getList("details"))
        .containsExactly("Logging disabled", "Logging enabled");
    assertThat(Api.log(type, between).getList("details"))
        .containsExactly("Logging disabled", "Object created");
  }

  @Test
  void shouldGiveEachProfileItsRights() {
    String type = Api.type("Guarded");
    Api.property(type, "Name", 1);
    String id = Api.object(type, Map.of());
    String acl = "/objecttype/" + type + "/acl";
    Api.get(acl).then().statusCode(200).body("$", equalTo(List.of()));
    asGuest().get(Api.path(type, id)).then().statusCode(200);

    asAdmin()
        .body(Map.of("profile", "occupant", "read", 1, "update", "1"))
        .post(acl)
        .then()
        .statusCode(201)
        .header("Location", equalTo(acl + "/3"));

    asGuest().get(Api.path(type, id)).then().statusCode(403);
    TestTokens.asOccupant().get(Api.path(type, id)).then().statusCode(200);
    asAdmin().body(Map.of("profile", 3, "read", false)).post(acl).then().statusCode(200);
    TestTokens.asOccupant().get(Api.path(type, id)).then().statusCode(403);
    assertThat(Api.ids(asGuest().get("/objecttype"))).doesNotContain(type);
    asAdmin().get(acl + "/occupant").then().statusCode(200).body("read", equalTo(false));
    asAdmin().delete(acl + "/3").then().statusCode(200).body("delete", equalTo(true));
    asAdmin().delete(acl + "/3").then().statusCode(404);
  }

  @Test
  void shouldStayRestrictedWhenAllRightsAreTakenAwayUntilItIsOpened() {
    String type = Api.type("Guarded");
    String id = Api.object(type, Map.of());
    String acl = "/objecttype/" + type + "/acl";
    asAdmin().body(Map.of("profile", "guest", "read", true)).post(acl).then().statusCode(201);
    Api.put("/objecttype/" + type, Map.of("restricted", false)).then().statusCode(422);

    asAdmin().delete(acl + "/guest").then().statusCode(200);
    asGuest().get(Api.path(type, id)).then().statusCode(403);
    assertThat(Api.ids(asGuest().get("/objecttype"))).doesNotContain(type);
    Api.put(acl, List.of()).then().statusCode(200);
    asGuest().get(Api.path(type, id)).then().statusCode(403);
    Api.get("/objecttype/" + type).then().body("restricted", equalTo(true));

    Api.put("/objecttype/" + type, Map.of("restricted", false)).then().statusCode(200);
    asGuest().get(Api.path(type, id)).then().statusCode(200);
    assertThat(Api.ids(asGuest().get("/objecttype"))).contains(type);
    Api.put(acl, List.of()).then().statusCode(200);
    asGuest().get(Api.path(type, id)).then().statusCode(403);
  }

  @Test
  void shouldLogThatAPropertyIsGoneOnlyWhileItLogs() {
    String type = Api.type(Map.of("name", "Quiet", "log", false));
    String property = Api.property(type, "Value", 1);
    String id = Api.object(type, Map.of());

    asAdmin().delete("/objecttype/" + type + "/property/" + property).then().statusCode(200);

    assertThat(Api.log(type, id).getList("$")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\ud800"})
  void shouldRefuseTextsThatCannotBeStored(String text) {
    String type = Api.type("Texts");
    String secret = Api.property(type, "Secret", 12);
    String id = Api.object(type, Map.of(secret, "x"));
    String map = Api.created("/valuemap", Map.of("name", "Map"));
    String body = "{\"%s\": \"a" + text + "b\"}";
    Map<String, String> members =
        Map.of(
            "/objecttype",
            "name",
            "/objecttype/" + type + "/property",
            "name",
            "/valuemap",
            "name",
            "/valuemap/" + map + "/value",
            "name",
            Api.path(type, id) + "/property/" + secret + "/reveal",
            "reason");

    members.forEach(
        (path, member) ->
            asAdmin()
                .body(body.formatted(member))
                .post(path)
                .then()
                .statusCode(422)
                .body("errors.field", hasItem(member)));
  }

  @Test
  void shouldTellOthersAllThatAPropertyIs() {
    String type = Api.type("Told");
    try (EventProbe probe = EventProbe.on(Topics.OBJECTTYPE_EVENTS)) {
      Api.property(
          type, "Host", 1, Map.of("regex", "[a-z]+", "position", 7, "tbl_orderable", true));

      var property =
          probe
              .await(ObjecttypeChanged.class, each -> each.after().id().toString().equals(type))
              .after()
              .properties()
              .get(0);
      assertThat(property.regex()).isEqualTo("[a-z]+");
      assertThat(property.position()).isEqualTo(7);
      assertThat(property.tblOrderable()).isTrue();
      assertThat(property.frmReadonly()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "relations",
        "objtype",
        "objtype_name",
        "19dc6465-4668-4e8d-a3f5-9ae7576c4a39",
        " "
      })
  void shouldRefuseNamesOfPropertiesThatMeanSomethingElse(String name) {
    String type = Api.type("Names");

    asAdmin()
        .body(Map.of("name", name, "type", 1))
        .post("/objecttype/" + type + "/property")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("name"));
  }

  @Test
  void shouldNotHaveTwoPropertiesOfOneName() {
    String type = Api.type("Names");
    Api.property(type, "Name", 1);
    String other = Api.property(type, "Other", 1);
    String properties = "/objecttype/" + type + "/property";

    asAdmin().body(Map.of("name", "Name", "type", 2)).post(properties).then().statusCode(409);
    Api.put(properties + "/" + other, Map.of("name", "Name")).then().statusCode(409);
  }

  @Test
  void shouldKeepTheKindOfAPropertyOnceValuesExist() {
    String type = Api.type("Kinds");
    String property = Api.property(type, "Value", 1);
    String path = "/objecttype/" + type + "/property/" + property;
    Api.put(path, Map.of("type", 6)).then().statusCode(200);
    Api.object(type, Map.of(property, "x"));

    Api.put(path, Map.of("type", 1))
        .then()
        .statusCode(409)
        .body("code", equalTo("property-has-values"));
    Api.put(path, Map.of("name", "Renamed")).then().statusCode(200);
  }

  @Test
  void shouldOrderPropertiesByPositionThenName() {
    String type = Api.type("Order");
    Api.property(type, "b", 1, Map.of("position", 2));
    Api.property(type, "c", 1, Map.of("position", 1));
    Api.property(type, "a", 1, Map.of("position", 2));

    assertThat(Api.get("/objecttype/" + type + "/property").jsonPath().getList("name"))
        .isEqualTo(List.of("c", "a", "b"));
  }

  @Test
  void shouldSayWhatPropertiesPointTo() {
    String type = Api.type("Targets");

    asAdmin()
        .body(Map.of("name", "At", "type", 3))
        .post("/objecttype/" + type + "/property")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("type_objtype"));
    asAdmin()
        .body(Map.of("name", "At", "type", 7))
        .post("/objecttype/" + type + "/property")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("type"));
  }
}
