package dev.castellan.smartobject.kafka;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.TestSmartobjects.awaitStatus;
import static dev.castellan.testing.TestTokens.asAdmin;
import static dev.castellan.testing.TestTokens.asGuest;
import static dev.castellan.testing.TestTokens.asOccupant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** Registered modules that run beside the service and speak to it over the real broker. */
@QuarkusTest
@WithTestResource(Backends.class)
class ExternalModuleTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String KEY = "very-secret-key";
  private static final int ONLINE = 1;
  private static final int OFFLINE = 2;
  private static final int UNKNOWN = 3;

  private static final String MANIFEST =
      """
      {"id":"%s","name":"Blinds","icon":"menu-outline",
       "settings":[{"id":"motor","type":"number","required":true},
                   {"id":"key","type":"text","secret":"1"},
                   {"id":"room","type":"text","default":"hall"}],
       "actions":[{"id":"getState","name":"Get state","safe":true},
                  {"id":"move","name":"Move","idempotent":true,
                   "settings":[{"id":"position","type":"slider","min":0,"max":100,"default":50}]},
                  {"id":"jog","name":"Jog"}]}
      """;

  private final String id = "blinds-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void shouldCallARegisteredModuleAndTellWhatItAnswered() {
    register(201)
        .header("Location", containsString("/modules/" + id))
        .body("data.kind", equalTo("kafka"))
        .body("data.version", equalTo(1))
        .body("data.requests", equalTo("castellan.module." + id + ".requests.v1"))
        .body("data.results", equalTo("castellan.module.results.v1"));
    asGuest().get("/modules").then().body("data.id", hasItems(id, "virtual-light"));
    asGuest().get("/modules/{id}", id).then().body("data.alive", equalTo(true));
    try (TestExternalModule module =
        answering(
            r ->
                "{\"status\":\"succeeded\",\"result\":{\"position\":7,\"echo\":\""
                    + KEY
                    + "\"}}")) {
      int object = create();
      awaitStatus(object, "online");

      act(object, "move", "{\"settings\":{\"position\":\"7\"}}")
          .statusCode(200)
          .body("data.position", equalTo(7))
          .body("data.echo", equalTo("•••••"));
      act(object, "move", "{\"settings\":{\"position\":101}}").statusCode(422);

      JsonNode request = module.requests().get(0);
      assertThat(request.at("/module").asText()).isEqualTo(id);
      assertThat(request.at("/smartobject/id").asInt()).isEqualTo(object);
      assertThat(request.at("/settings/key").asText()).isEqualTo(KEY);
      assertThat(request.at("/settings/motor").asInt()).isEqualTo(4);
      assertThat(request.at("/settings/room").asText()).isEqualTo("hall");
      assertThat(request.at("/settings").has("note")).as("not declared").isFalse();
      assertThat(request.at("/arguments/position").isNumber()).isTrue();
      assertThat(request.at("/deadline").asText()).isNotEmpty();
      assertThat(module.requests()).hasSize(1);
      asAdmin()
          .get("/smartobjects/{id}/executions", object)
          .then()
          .body("data.size()", equalTo(1))
          .body("data[0].status", equalTo("succeeded"))
          .body(not(containsString(KEY)));
    }
  }

  @Test
  void shouldTakeAnAnswerOnceAndOnlyWithItsToken() {
    register(201);
    try (TestExternalModule module =
        answering(
            request -> {
              String token = request.get("replyToken").asText();
              TestExternalModule.reply(id, "guessed", "{\"status\":\"succeeded\"}");
              TestExternalModule.reply("another", token, "{\"status\":\"failed\"}");
              TestExternalModule.say("no json");
              TestExternalModule.say("{\"replyToken\":null}");
              TestExternalModule.reply(
                  id, token, "{\"status\":\"succeeded\",\"result\":{\"n\":1}}");
              return "{\"status\":\"succeeded\",\"result\":{\"n\":2}}";
            })) {
      int object = create();
      awaitStatus(object, "online");
      act(object, "jog", "{}").statusCode(200).body("data.n", equalTo(1));
      String first = module.requests().get(0).get("replyToken").asText();
      act(object, "jog", "{}").statusCode(200).body("data.n", equalTo(1));
      assertThat(module.requests().get(1).get("replyToken").asText()).isNotEqualTo(first);
    }
  }

  @Test
  void shouldTellFailuresApart() {
    register(201);
    try (TestExternalModule module =
        answering(
            request ->
                switch (request.at("/arguments/position").asInt()) {
                  case 1 -> "{\"status\":\"failed\",\"message\":\"Blocked by " + KEY + "\\n!\"}";
                  case 2 ->
                      request.at("/attempt").asInt() == 1
                          ? "{\"status\":\"failed\",\"message\":\"Busy\",\"temporary\":true}"
                          : "{\"status\":\"succeeded\",\"result\":{\"attempt\":2}}";
                  default ->
                      request.at("/action").asText().equals("jog")
                          ? "{\"status\":\"failed\",\"message\":\"Lost\",\"mayHaveActed\":true}"
                          : null;
                })) {
      int object = create();
      awaitStatus(object, "online");
      act(object, "move", "{\"settings\":{\"position\":1}}")
          .statusCode(502)
          .body("code", equalTo("action-failed"))
          .body("message", equalTo("Blocked by ••••• !"));
      act(object, "move", "{\"settings\":{\"position\":2}}")
          .statusCode(200)
          .body("data.attempt", equalTo(2));
      act(object, "jog", "{}").statusCode(502).body("code", equalTo("action-outcome-unknown"));
      act(object, "move", "{\"settings\":{\"position\":3}}")
          .statusCode(504)
          .body("code", equalTo("action-timed-out"));
      assertThat(module.requests()).hasSize(5);
    }
  }

  @Test
  void shouldKeepTheStatusOfItsObjectsByItsSignsOfLife() {
    register(201);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_STATE, Topics.SMARTOBJECT_EVENTS);
        TestExternalModule module = answering(request -> "{\"status\":\"succeeded\"}")) {
      int object = create();
      awaitStatus(object, "online");
      module.beat(false);
      awaitStatus(object, "offline");
      asAdmin().get("/modules/{id}", id).then().body("data.alive", equalTo(false));
      SmartobjectStatusChanged down =
          probe.await(
              SmartobjectStatusChanged.class, e -> e.id() == object && e.after() == OFFLINE);
      assertThat(down.before()).isEqualTo(ONLINE);
      probe.await(
          SmartobjectState.class,
          e -> e.id() == object && e.status() == OFFLINE && e.version() == 1);
      act(object, "jog", "{}")
          .statusCode(502)
          .body("message", equalTo("The module gives no sign of life"));
      assertThat(module.requests()).isEmpty();

      module.beat(true);
      awaitStatus(object, "online");
      act(object, "jog", "{}").statusCode(200);

      module.beat(false);
      awaitStatus(object, "offline");
      register(200).body("data.alive", equalTo(true));
      asAdmin()
          .get("/smartobjects/{id}", object)
          .then()
          .body("data.status.name", equalTo("online"));
      act(object, "jog", "{}").statusCode(200);
    }
  }

  @Test
  void shouldCountVersionsOfAManifestAndRefuseOlderOnes() {
    try (EventProbe probe = EventProbe.on(Topics.MODULE_STATE)) {
      register(201);
      register(200).body("data.version", equalTo(1));
      String changed = MANIFEST.formatted(id).replace("Blinds", "Better blinds");
      post(changed).statusCode(200).body("data.version", equalTo(2));
      probe.await(ModuleState.class, e -> e.id().equals(id) && e.version() == 2);
      String seventh = changed.replace("\"icon\"", "\"version\":7,\"icon\"");
      post(seventh).statusCode(200).body("data.version", equalTo(7));
      post(seventh).statusCode(200).body("data.version", equalTo(7));
      post(seventh.replace("Better", "Other")).statusCode(409).body("data.version", equalTo(7));
      post(seventh.replace(":7", ":6")).statusCode(409);
      asAdmin()
          .get("/modules/{id}", id)
          .then()
          .header("ETag", containsString("\"7."))
          .body("data.name", equalTo("Better blinds"));
    }
  }

  @Test
  void shouldDriveByTheNewManifestAndKeepWhatBecameSecret() {
    register(201);
    try (TestExternalModule module = answering(request -> "{\"status\":\"succeeded\"}")) {
      int object = create();
      awaitStatus(object, "online");
      act(object, "jog", "{}").statusCode(200);
      asAdmin().get("/smartobjects/{id}", object).then().body(containsString("\"value\":4"));

      post(MANIFEST
              .formatted(id)
              .replace("\"number\",", "\"text\",\"secret\":true,")
              .replace("\"jog\"", "\"nudge\""))
          .statusCode(200);

      asAdmin()
          .get("/smartobjects/{id}", object)
          .then()
          .body("data.settings.find { it.reference == 'motor' }.value", equalTo("•••••"))
          .body("data.actions.id", hasItem("nudge"));
      act(object, "jog", "{}").statusCode(404);
      act(object, "nudge", "{}").statusCode(200);
      JsonNode last = module.requests().get(module.requests().size() - 1);
      assertThat(last.at("/settings/motor").asText()).isEqualTo("4");
      assertThat(last.at("/moduleVersion").asInt()).isEqualTo(2);
    }
  }

  @Test
  void shouldRemoveAModuleWithItsTopicAndKeepItsObjects() {
    register(201);
    int object = create();
    awaitOnline(object);
    try (EventProbe probe = EventProbe.on(Topics.MODULE_STATE)) {
      asAdmin().delete("/modules/{id}", id).then().statusCode(200);
      probe.await("tombstone", each -> each.tombstone() && each.key().equals(id), SOON);
    }
    asAdmin().get("/modules/{id}", id).then().statusCode(404);
    asAdmin().delete("/modules/{id}", id).then().statusCode(404);
    awaitStatus(object, "unknown module");
    String failed =
        act(object, "jog", "{\"settings\":{\"perhaps\":\"a secret\"}}")
            .statusCode(502)
            .body("code", equalTo("action-failed"))
            .extract()
            .path("data.executionId");
    asAdmin()
        .get("/smartobjects/{id}/executions/{e}", object, failed)
        .then()
        .statusCode(200)
        .body("data.status", equalTo("failed"))
        .body("data.error.message", equalTo("The module is not installed"))
        .body("data.settings", equalTo(Map.of()));
    asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"key\",\"value\":\"another-secret\"}")
        .post("/smartobjects/{id}/settings", object)
        .then()
        .statusCode(200);
    asAdmin().get("/smartobjects/{id}", object).then().body(not(containsString("another-secret")));
    await().atMost(SOON).until(() -> !topicThere());

    register(201);
    awaitOnline(object);
    await().atMost(SOON).until(this::topicThere);
  }

  @Test
  void shouldNotShowAgainWhatBecameSecretWhileNobodyLooked() {
    register(201);
    int object = create();
    asAdmin().delete("/modules/{id}", id).then().statusCode(200);
    asAdmin().get("/smartobjects/{id}", object).then().body(containsString("\"value\":4"));
    await().atMost(SOON).until(() -> !topicThere());

    post(MANIFEST.formatted(id).replace("\"number\",", "\"text\",\"secret\":true,"))
        .statusCode(201);
    asAdmin().delete("/modules/{id}", id).then().statusCode(200);

    asAdmin()
        .get("/smartobjects/{id}", object)
        .then()
        .body("data.settings.find { it.reference == 'motor' }.value", equalTo("•••••"));
  }

  @Test
  void shouldRefuseWhatIsBrokenOrNotItsOwn() {
    post("""
    {"id":"Bad Id","version":0,
     "settings":[{"id":"a","type":"txt"},{"id":"a","type":"number","default":"x"}],
     "actions":[{"id":"go","safe":true,"idempotent":false,"name":" "}]}
    """)
        .statusCode(422)
        .body("data.field", hasItems("id", "name", "version", "settings[0].type"));
    post("""
    {"id":"Bad Id","name":"x","settings":[{"id":"a","type":"txt"},{"id":"a","type":"number","default":"x"}],
     "actions":[{"id":"go","safe":true,"idempotent":false,"name":" "}]}
    """)
        .statusCode(422)
        .body(
            "data.field",
            hasItems(
                "id",
                "settings[0].type",
                "settings[1].id",
                "settings[1].default",
                "actions[0].name",
                "actions[0].idempotent"));
    post(MANIFEST.formatted("hue-light")).statusCode(409);
    asAdmin()
        .delete("/modules/virtual-light")
        .then()
        .statusCode(409)
        .body("code", equalTo("built-in"));
    asOccupant()
        .contentType("application/json")
        .body(MANIFEST.formatted(id))
        .post("/modules")
        .then()
        .statusCode(403);
    asOccupant().delete("/modules/{id}", id).then().statusCode(403);
  }

  private boolean topicThere() throws ExecutionException, InterruptedException {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", KafkaServer.shared().bootstrapServers()))) {
      return admin.listTopics().names().get().contains("castellan.module." + id + ".requests.v1");
    }
  }

  /** With a module that beats meanwhile, which would be thought dead otherwise. */
  private void awaitOnline(int object) {
    try (TestExternalModule module = answering(request -> null)) {
      awaitStatus(object, "online");
      assertThat(module.requests()).isEmpty();
    }
  }

  private TestExternalModule answering(Function<JsonNode, String> behaviour) {
    return new TestExternalModule(id, behaviour);
  }

  private ValidatableResponse register(int status) {
    return post(MANIFEST.formatted(id)).statusCode(status);
  }

  private static ValidatableResponse post(String manifest) {
    return asAdmin().contentType("application/json").body(manifest).post("/modules").then();
  }

  private int create() {
    return asAdmin()
        .contentType("application/json")
        .body(
            "{\"module\":\"%s\",\"reference\":\"%s\",\"settings\":{\"motor\":4,\"key\":\"%s\",\"note\":1}}"
                .formatted(id, UUID.randomUUID(), KEY))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .path("data.id");
  }
}
