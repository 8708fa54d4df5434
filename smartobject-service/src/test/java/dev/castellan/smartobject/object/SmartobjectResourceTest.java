package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static dev.castellan.testing.TestTokens.asGuest;
import static dev.castellan.testing.TestTokens.asOccupant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectChanged;
import dev.castellan.contracts.smartobject.SmartobjectCreated;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class SmartobjectResourceTest {

  @Inject DataSource database;

  private final String reference = "light " + UUID.randomUUID();

  @Test
  void shouldBringANewObjectUpAndReadItBack() {
    int id = createLight(reference, "[{\"reference\":\"room\",\"value\":\"hall\"}]");

    asAdmin()
        .get("/smartobjects/{id}", id)
        .then()
        .statusCode(200)
        .body("error", equalTo(false))
        .body("code", equalTo("ok"))
        .body("message", equalTo(""))
        .body("data.id", equalTo(id))
        .body("data.reference", equalTo(reference))
        .body("data.module", equalTo("virtual-light"))
        .body("data.icon", equalTo("bulb-outline"))
        .body("data.status.id", equalTo(1))
        .body("data.status.name", equalTo("online"))
        .body("data.lastUse", nullValue())
        .body("data.settings.reference", contains("room"))
        .body("data.settings.value", contains("hall"))
        .body("data.actions.id", contains("getState", "turnOn", "turnOff"))
        .body("data.actions.allow", everyItem(equalTo(true)))
        .body("data.actions[1].settings.id", contains("brightness", "color"))
        .body("data.actions[1].settings[0].default", equalTo(255))
        .body("data.profiles.size()", equalTo(0))
        .body("data.version", equalTo(1));
    asGuest()
        .get("/smartobjects")
        .then()
        .statusCode(200)
        .body("data.id", hasItem(id))
        .body("data.find { it.id == " + id + " }.actions.allow", everyItem(equalTo(false)));
  }

  @Test
  void shouldReadBackWhatWasAddedBelowAnObject() {
    String object =
        TestSmartobjects.create(
            "hue-light", "{\"bridge\":\"x\",\"username\":\"secret\",\"light\":1}");
    String setting =
        asAdmin()
            .contentType("application/json")
            .body("{\"reference\":\"room\",\"value\":7}")
            .post(object + "/settings")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    asGuest().get(setting).then().statusCode(200).body("data.value", equalTo(7));
    int secret = asAdmin().get(object).path("data.settings.find { it.reference == 'username' }.id");
    asAdmin().get(object + "/settings/" + secret).then().body("data.value", equalTo("•••••"));
    asAdmin()
        .get(object + "/settings/999999999")
        .then()
        .statusCode(404)
        .body("code", equalTo("setting-not-found"));

    String grant =
        asAdmin()
            .contentType("application/json")
            .body("{\"idProfile\":\"occupant\"}")
            .post(object + "/profiles")
            .then()
            .statusCode(201)
            .body("data.id", equalTo(3))
            .body("data.name", equalTo("occupant"))
            .extract()
            .header("Location");
    asGuest().get(grant).then().statusCode(200).body("data.name", equalTo("occupant"));
    asAdmin().delete(grant).then().statusCode(200);
    asAdmin().get(grant).then().statusCode(404).body("code", equalTo("profile-not-found"));
  }

  @Test
  void shouldRefuseASettingOfAnotherTypeThanTheModuleDeclares() {
    String object =
        TestSmartobjects.create(
            "hue-light", "{\"bridge\":\"x\",\"username\":\"secret\",\"light\":1}");
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"light\",\"value\":{\"a\":1}}")
        .post(object + "/settings")
        .then()
        .statusCode(422)
        .body("data.field", contains("value"));
  }

  @Test
  void shouldAnswerACreationWithTheStoredObjectAndItsLocation() {
    create(
            "{\"module\":\"virtual-switch\",\"reference\":\""
                + reference
                + "\",\"settings\":{\"a\":1}}")
        .statusCode(201)
        .header("Location", endsWith("/smartobjects/" + lastId()))
        .body("error", equalTo(false))
        .body("data.id", greaterThan(0))
        .body("data.settings.value", contains(1));
  }

  @Test
  void shouldRefuseAReferenceThatIsTaken() {
    createLight(reference, "[]");
    create("{\"module\":\"virtual-light\",\"reference\":\"" + reference + "\"}")
        .statusCode(409)
        .body("error", equalTo(true))
        .body("code", equalTo("reference-taken"));
  }

  @Test
  void shouldSayThatAReferenceIsTakenThatSomebodyTakesAtTheSameTime() throws Exception {
    int light = createLight(reference + " b", "[]");
    try (Connection somebody = database.getConnection();
        Statement takes = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      takes.execute(
          "insert into smartobject (id, reference, module, status, created_at, updated_at, version)"
              + " values (nextval('ids'), '%s', 'virtual-light', 1, now(), now(), 1)"
                  .formatted(reference));
      List<CompletableFuture<ValidatableResponse>> others =
          List.of(
              CompletableFuture.supplyAsync(
                  () ->
                      create(
                          "{\"module\":\"virtual-light\",\"reference\":\"%s\"}"
                              .formatted(reference)),
                  Thread::startVirtualThread),
              CompletableFuture.supplyAsync(
                  () ->
                      asAdmin()
                          .contentType("application/json")
                          .body("{\"reference\":\"" + reference + "\"}")
                          .patch("/smartobjects/{id}", light)
                          .then(),
                  Thread::startVirtualThread));
      await()
          .pollInSameThread()
          .atMost(Duration.ofMinutes(1))
          .until(() -> waitingForLocks(takes) >= others.size());
      somebody.commit();
      for (CompletableFuture<ValidatableResponse> each : others) {
        each.get(1, TimeUnit.MINUTES).statusCode(409).body("code", equalTo("reference-taken"));
      }
      takes.execute("delete from smartobject where reference = '" + reference + "'");
      somebody.commit();
    }
  }

  /** Inserts of a unique value wait for the end of whoever has inserted it before. */
  private static int waitingForLocks(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select count(*) from pg_locks where not granted and locktype = 'transactionid'")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Test
  void shouldTakeAModuleInAnySpelling() {
    String body = "{\"module\":%s,\"reference\":\"%s\"}";
    create(body.formatted("{\"id\":\"virtual-light\",\"name\":\"Virtual light\"}", reference))
        .statusCode(201)
        .body("data.module", equalTo("virtual-light"));
    for (String unknown : List.of("{\"id\":7}", "{\"kind\":\"virtual\"}", "7", "\"\"", "null")) {
      create(body.formatted(unknown, reference + " b"))
          .statusCode(422)
          .body("data.field", contains("module"));
    }
  }

  @Test
  void shouldNameEveryBrokenFieldOfACreation() {
    create("{\"module\":[],\"reference\":\"\",\"settings\":7}")
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", containsInAnyOrder("module", "reference", "settings"));
    create("{}").statusCode(422).body("data.field", containsInAnyOrder("module", "reference"));
    create("{\"module\":\"no-such-module\",\"reference\":\"x\"}")
        .statusCode(422)
        .body("data.field", contains("module"));
    create("{\"module\":\"hue-light\",\"reference\":\" \",\"settings\":{\"light\":{},\"\":1}}")
        .statusCode(422)
        .body(
            "data.field",
            containsInAnyOrder(
                "reference",
                "settings.bridge",
                "settings.username",
                "settings.light",
                "settings."));
  }

  @Test
  void shouldRefuseWhatADatabaseCannotKeep() {
    String nul = "\\u0000";
    create("{\"module\":\"virtual-light\",\"reference\":\"a%s\"}".formatted(nul))
        .statusCode(422)
        .body("data.field", contains("reference"));
    create("{\"module\":\"virtual%s\",\"reference\":\"a\"}".formatted(nul))
        .statusCode(422)
        .body("data.field", contains("module"));
    create(
            "{\"module\":\"virtual-light\",\"reference\":\"%s\",\"settings\":{\"a%s\":1,\"b\":[{\"c\":\"%s\"}],\"%s\":1}}"
                .formatted(reference, nul, nul, "x".repeat(256)))
        .statusCode(422)
        .body("data.size()", equalTo(3));
    int light = createLight(reference, "[]");
    setting(light, "{\"reference\":\"a\",\"value\":{\"b\":[\"%s\"]}}".formatted(nul))
        .statusCode(422)
        .body("data.field", contains("value"));
    setting(light, "{\"reference\":\"a%s\",\"value\":1}".formatted(nul))
        .statusCode(422)
        .body("data.field", contains("reference"));
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"%s\"}".formatted(nul))
        .patch("/smartobjects/{id}", light)
        .then()
        .statusCode(422);
    setting(light, "{\"reference\":\"%s\",\"value\":\"\\\\u0000\"}".formatted("é".repeat(255)))
        .statusCode(201);
    asAdmin()
        .get("/smartobjects/{id}", light)
        .then()
        .statusCode(200)
        .body("data.settings.value", contains("\\u0000"));
  }

  private static ValidatableResponse setting(int object, String body) {
    return asAdmin()
        .contentType("application/json")
        .body(body)
        .post("/smartobjects/{id}/settings", object)
        .then();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"module\":", "not json", "{}{}", "{\"module\":\"a\",}"})
  void shouldAnswerMalformedJsonWith400(String body) {
    create(body).statusCode(400).body("code", equalTo("malformed-json"));
  }

  @Test
  void shouldReadABodyWithoutContentTypeAsJson() {
    String token = TestTokens.admin();
    int status =
        HttpWithoutContentType.post(
            "/smartobjects",
            token,
            "{\"module\":\"virtual-light\",\"reference\":\"" + reference + "\"}");
    assertThat(status).isEqualTo(201);
  }

  @Test
  void shouldAnswerInEnvelopeAWhateverGoesWrong() {
    asAdmin()
        .get("/smartobjects/999999999")
        .then()
        .statusCode(404)
        .body("code", equalTo("smartobject-not-found"));
    asAdmin()
        .get("/smartobjects/not-a-number")
        .then()
        .statusCode(404)
        .body("code", equalTo("smartobject-not-found"));
    asAdmin()
        .get("/no-such-path")
        .then()
        .statusCode(404)
        .body("error", equalTo(true))
        .body("code", equalTo("route-not-found"));
    asAdmin()
        .put("/smartobjects")
        .then()
        .statusCode(405)
        .header("Allow", "GET, POST")
        .body("code", equalTo("method-not-allowed"));
    asAdmin()
        .contentType("text/plain")
        .body("x")
        .post("/smartobjects")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported-media-type"));
    asAdmin()
        .contentType("application/json")
        .body(" ".repeat((1 << 20) + 1))
        .post("/smartobjects")
        .then()
        .statusCode(413)
        .body("code", equalTo("payload-too-large"));
    asGuest()
        .contentType("application/json")
        .body("{}")
        .post("/smartobjects")
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
  }

  @Test
  void shouldRefuseEveryBadToken() {
    given()
        .get("/smartobjects")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", notNullValue())
        .body("code", equalTo("token-missing"));
    TestTokens.bad()
        .forEach(
            (what, token) ->
                assertThat(given().header("Authorization", token).get("/smartobjects").statusCode())
                    .as(what)
                    .isEqualTo(401));
  }

  @Test
  void shouldAcceptTheTokenRawAndAsBearer() {
    given().header("Authorization", TestTokens.guest()).get("/smartobjects").then().statusCode(200);
    given()
        .header("Authorization", "Bearer " + TestTokens.guest())
        .get("/smartobjects")
        .then()
        .statusCode(200);
  }

  @Test
  void shouldReplaceTheValueOfASettingWithTheSameReference() {
    int id = createLight(reference, "[]");
    String body = "{\"reference\":\"room\",\"value\":\"%s\"}";
    int setting =
        asAdmin()
            .contentType("application/json")
            .body(body.formatted("hall"))
            .post("/smartobjects/{id}/settings", id)
            .then()
            .statusCode(201)
            .extract()
            .path("data.id");
    asAdmin()
        .contentType("application/json")
        .body(body.formatted("attic"))
        .post("/smartobjects/{id}/settings", id)
        .then()
        .statusCode(200)
        .body("data.id", equalTo(setting));
    asAdmin()
        .get("/smartobjects/{id}", id)
        .then()
        .body("data.settings.value", contains("attic"))
        .body("data.version", equalTo(3));
    int other = createLight(reference + " 2", "[]");
    asAdmin()
        .delete("/smartobjects/{id}/settings/{s}", other, setting)
        .then()
        .statusCode(404)
        .body("code", equalTo("setting-not-found"));
    asAdmin().delete("/smartobjects/{id}/settings/{s}", id, setting).then().statusCode(200);
    asAdmin().get("/smartobjects/{id}", id).then().body("data.settings.size()", equalTo(0));
  }

  @Test
  void shouldGrantAndRevokeAProfileIdempotently() {
    int id = createLight(reference, "[]");
    grant(id, "3").statusCode(201);
    grant(id, "\"occupant\"").statusCode(200);
    grant(id, "{\"id\":3}").statusCode(200);
    asOccupant()
        .get("/smartobjects/{id}", id)
        .then()
        .body("data.profiles.id", contains(3))
        .body("data.profiles.name", contains("occupant"))
        .body("data.actions.allow", everyItem(equalTo(true)));
    grant(id, "4711").statusCode(422).body("code", equalTo("profile-unknown"));
    asAdmin().delete("/smartobjects/{id}/profiles/3", id).then().statusCode(200);
    asAdmin().delete("/smartobjects/{id}/profiles/3", id).then().statusCode(200);
    asAdmin().delete("/smartobjects/{id}/profiles/4711", id).then().statusCode(422);
    asAdmin().get("/smartobjects/{id}", id).then().body("data.profiles.size()", equalTo(0));
  }

  @Test
  void shouldTellOthersEveryChangeInOrder() {
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE, Topics.SMARTOBJECT_EVENTS)) {
      int id = createLight(reference, "[]");
      grant(id, "2");
      asAdmin()
          .contentType("application/json")
          .body("{\"reference\":\"" + reference + " b\"}")
          .patch("/smartobjects/{id}", id)
          .then()
          .statusCode(200);
      asAdmin().delete("/smartobjects/{id}", id).then().statusCode(200);
      asAdmin().delete("/smartobjects/{id}", id).then().statusCode(404);

      assertThat(
              probe
                  .await(SmartobjectCreated.class, e -> e.smartobject().id() == id)
                  .caller()
                  .login())
          .isEqualTo("admin");
      assertThat(
              probe.await(SmartobjectState.class, s -> s.id() == id && s.version() == 2).profiles())
          .containsExactly(2L);
      SmartobjectChanged renamed =
          probe.await(
              SmartobjectChanged.class, e -> e.after().id() == id && e.after().version() == 3);
      assertThat(renamed.before().reference()).isEqualTo(reference);
      assertThat(renamed.after().reference()).isEqualTo(reference + " b");
      assertThat(
              probe.await(SmartobjectDeleted.class, e -> e.smartobject().id() == id).smartobject())
          .isEqualTo(renamed.after());
      probe.await(
          "tombstone of " + id,
          e ->
              e.topic().equals(Topics.SMARTOBJECT_STATE)
                  && e.key().equals(Integer.toString(id))
                  && e.tombstone(),
          Duration.ofMinutes(1));
    }
  }

  private int lastId() {
    return asAdmin().get("/smartobjects").then().extract().<Integer>path("data.id.max()");
  }

  private static ValidatableResponse grant(int id, String profile) {
    return asAdmin()
        .contentType("application/json")
        .body("{\"idProfile\":" + profile + "}")
        .post("/smartobjects/{id}/profiles", id)
        .then();
  }

  private static int createLight(String reference, String settings) {
    return create(
            "{\"module\":\"virtual-light\",\"reference\":\"%s\",\"settings\":%s}"
                .formatted(reference, settings))
        .statusCode(201)
        .extract()
        .path("data.id");
  }

  private static ValidatableResponse create(String body) {
    return asAdmin().contentType("application/json").body(body).post("/smartobjects").then();
  }
}
