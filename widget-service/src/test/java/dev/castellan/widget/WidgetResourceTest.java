package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.widget.WidgetChanged;
import dev.castellan.contracts.widget.WidgetCreated;
import dev.castellan.contracts.widget.WidgetDeleted;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class WidgetResourceTest {

  @Test
  void shouldStoreWhatThePostSaysAndShowIt() {
    long lamp = TestObjects.lamp().id();
    String reference = "hall " + UUID.randomUUID();
    Map<String, Object> source =
        Map.of(
            "reference",
            "lamp",
            "source",
            Map.of("id", lamp, "type", "smartobject"),
            "action",
            Map.of("id", "getState"),
            "arguments",
            List.of(Map.of("reference", "room", "value", 7)),
            "refresh",
            30);

    String location =
        widget()
            .with("reference", reference)
            .source(source)
            .content(Map.of("id", 1), "The hall")
            .content("list", "{lamp.rooms}")
            .post()
            .statusCode(201)
            .body("error", equalTo(false))
            .body("data.reference", equalTo(reference))
            .body("data.icon", equalTo("bulb-outline"))
            .body("data.version", equalTo(1))
            .body("data.contents.native", contains("The hall", "{lamp.rooms}"))
            .body("data.contents[0].content", nullValue())
            .body("data.errors", nullValue())
            .extract()
            .header("Location");

    TestTokens.asGuest()
        .get(location)
        .then()
        .statusCode(200)
        .body("data.contents.type.id", contains(1, 3))
        .body("data.contents.type.reference", contains("title", "list"))
        .body("data.contents[0].content", equalTo("The hall"))
        .body("data.contents[1].content", equalTo(""))
        .body("data.sources[0].reference", equalTo("lamp"))
        .body("data.sources[0].source.id", equalTo(lamp))
        .body("data.sources[0].source.type", equalTo("smartobject"))
        .body("data.sources[0].action.name", equalTo("Read state"))
        .body("data.sources[0].arguments[0].reference", equalTo("room"))
        .body("data.sources[0].arguments[0].value", equalTo(7))
        .body("data.sources[0].refresh", equalTo(30))
        .body("data.errors[0].source", equalTo("lamp"))
        .body("data.errors[0].code", equalTo("forbidden"));
  }

  @Test
  void shouldTakeAWidgetBackAsItWasRead() {
    JsonPath read =
        admin().get("/widgets/{id}", widget().content(2, "{{ {nothing.here}").create()).jsonPath();
    Map<String, Object> again = read.getMap("data");
    again.put("reference", "copy " + UUID.randomUUID());

    admin()
        .body(again)
        .post("/widgets")
        .then()
        .statusCode(201)
        .body("data.contents[0].native", equalTo("{{ {nothing.here}"));
    assertThat(read.getString("data.contents[0].content")).isEqualTo("{ ");
  }

  @Test
  void shouldNameEveryBrokenFieldAtOnce() {
    long lamp = TestObjects.lamp().id();

    widget()
        .with("reference", " ")
        .content(9, "x")
        .source(Map.of("reference", "a.b", "source", lamp, "action", "getState"))
        .post()
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("data.field", hasItem("reference"))
        .body("data.field", hasItem("contents[0].type"))
        .body("data.field", hasItem("sources[0].reference"));
    widget()
        .source(Map.of("reference", "a", "source", lamp, "action", "turnOn"))
        .source(Map.of("reference", "b", "source", lamp, "action", "no-such"))
        .with("contents", List.of(Map.of("type", 1)))
        .post()
        .statusCode(422)
        .body(
            "data.field",
            contains("contents[0].content", "sources[0].action", "sources[1].action"));
    widget()
        .source("a", Map.of("id", 7, "type", "module"))
        .post()
        .statusCode(422)
        .body("code", equalTo("source-type-unsupported"));
    widget().content(2, "x".repeat(1024 * 1024 + 1)).post().statusCode(422);
  }

  @Test
  void shouldRefuseAReferenceThatIsTaken() {
    String reference = "taken " + UUID.randomUUID();
    widget().with("reference", reference).create();
    long other = widget().source("a", TestObjects.lamp().id()).create();
    long lamp = TestObjects.lamp().id();

    widget().with("reference", reference).post().statusCode(409);
    admin()
        .body(Map.of("reference", reference))
        .patch("/widgets/{id}", other)
        .then()
        .statusCode(409)
        .body("code", equalTo("reference-taken"));
    widget().source("a", lamp).source("a", lamp).post().statusCode(409);
    admin()
        .body(Map.of("reference", "a", "source", lamp, "action", "getState"))
        .post("/widgets/{id}/sources", other)
        .then()
        .statusCode(409);
    admin().get("/widgets/{id}", other).then().body("data.version", equalTo(1));
  }

  @Test
  void shouldAcceptAnObjectThatIsNotThereYetWithAWarning() {
    String later = "later " + UUID.randomUUID();
    long id =
        widget()
            .source("lamp", later)
            .content(1, "{lamp}")
            .post()
            .statusCode(201)
            .body("data.warnings[0].field", equalTo("sources[0].source"))
            .body("data.warnings[0].code", equalTo("smartobject-not-found"))
            .body("data.sources[0].source.reference", equalTo(later))
            .extract()
            .jsonPath()
            .getLong("data.id");

    admin()
        .get("/widgets/{id}", id)
        .then()
        .body("data.errors[0].code", equalTo("smartobject-not-found"))
        .body("data.warnings", nullValue());
  }

  @Test
  void shouldGiveContentsNewTemplates() {
    long id = widget().content(1, "one").content(2, "two").create();
    List<Integer> contents = admin().get("/widgets/{id}", id).path("data.contents.id");

    admin()
        .body(Map.of("contents", Map.of("id", contents.get(1), "native", "zwei")))
        .put("/widgets/{id}", id)
        .then()
        .statusCode(200)
        .body("error", equalTo(false))
        .body("data.contents.native", contains("one", "zwei"));
    admin()
        .body(
            Map.of(
                "content",
                List.of(
                    Map.of("id", contents.get(0), "native", "eins"),
                    Map.of("id", "" + contents.get(1), "native", "deux"))))
        .put("/widgets/{id}", id)
        .then()
        .statusCode(200)
        .body("data.version", equalTo(3));
    admin().get("/widgets/{id}", id).then().body("data.contents.content", contains("eins", "deux"));
  }

  @Test
  void shouldChangeNothingWhenOneContentIsNotOfTheWidget() {
    long id = widget().content(1, "mine").create();
    long mine = admin().get("/widgets/{id}", id).jsonPath().getLong("data.contents[0].id");
    long other = widget().content(1, "other").create();
    long foreign = admin().get("/widgets/{id}", other).jsonPath().getLong("data.contents[0].id");

    admin()
        .body(
            Map.of(
                "contents",
                List.of(
                    Map.of("id", mine, "native", "new"), Map.of("id", foreign, "native", "new"))))
        .put("/widgets/{id}", id)
        .then()
        .statusCode(422)
        .body("data.field", contains("contents[1].id"));
    admin().body("{}").put("/widgets/{id}", id).then().statusCode(422);
    admin().get("/widgets/{id}", id).then().body("data.contents[0].native", equalTo("mine"));
    admin().get("/widgets/{id}", other).then().body("data.contents[0].native", equalTo("other"));
  }

  @Test
  void shouldAddReadAndDeleteParts() {
    long id = widget().create();
    long lamp = TestObjects.lamp().id();
    String content =
        admin()
            .body("{\"type\":\"list\",\"content\":\"{lamp}\"}")
            .post("/widgets/{id}/contents", id)
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    String source =
        admin()
            .body(Map.of("reference", "lamp", "source", lamp, "action", "getState"))
            .post("/widgets/{id}/sources", id)
            .then()
            .statusCode(201)
            .body("data.source.id", equalTo(lamp))
            .extract()
            .header("Location");

    admin().get(content).then().statusCode(200).body("data.type.id", equalTo(3));
    admin().get(source).then().statusCode(200).body("data.reference", equalTo("lamp"));
    admin()
        .body(Map.of("reference", "light", "refresh", "2.5"))
        .patch(source)
        .then()
        .statusCode(200)
        .body("data.reference", equalTo("light"))
        .body("data.refresh", equalTo(2.5f))
        .body("data.source.id", equalTo(lamp));
    admin().body(Map.of("action", "turnOn")).patch(source).then().statusCode(422);
    admin().delete(content).then().statusCode(200).body("data", nullValue());
    admin()
        .delete(content)
        .then()
        .statusCode(404)
        .body("code", equalTo("widget-content-not-found"));
    admin().delete(source).then().statusCode(200);
    admin().delete(source).then().statusCode(404).body("code", equalTo("widget-source-not-found"));
    admin()
        .get("/widgets/{id}", id)
        .then()
        .body("data.contents", hasSize(0))
        .body("data.sources", hasSize(0))
        .body("data.version", equalTo(6));
  }

  @Test
  void shouldDeleteASourceOnThePathOfContentsToo() {
    long id = widget().source("lamp", TestObjects.lamp().id()).content(1, "x").create();
    JsonPath read = admin().get("/widgets/{id}", id).jsonPath();
    long source = read.getLong("data.sources[0].id");

    admin().delete("/widgets/{id}/contents/{s}", id, source).then().statusCode(200);

    admin()
        .get("/widgets/{id}", id)
        .then()
        .body("data.sources", hasSize(0))
        .body("data.contents", hasSize(1));
    assertThat(source).isNotEqualTo(read.getLong("data.contents[0].id"));
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    long id = widget().create();
    for (String path : List.of("/widgets/0", "/widgets/x", "/widgets/99999999999999999999")) {
      admin().get(path).then().statusCode(404).body("code", equalTo("widget-not-found"));
    }
    admin().delete("/widgets/{id}", id).then().statusCode(200);
    admin().delete("/widgets/{id}", id).then().statusCode(404);
    admin().body("{\"icon\":\"x\"}").patch("/widgets/{id}", id).then().statusCode(404);
    admin()
        .body("{\"type\":1,\"content\":\"x\"}")
        .post("/widgets/{id}/contents", id)
        .then()
        .statusCode(404);
    admin().get("/widgets/{id}/stream", id).then().statusCode(404);
    admin().get("/widgets/{id}/contents/1", id).then().statusCode(404);
    admin().get("/widgets/{id}/sources/1", id).then().statusCode(404);
  }

  @Test
  void shouldLetOnlyAdminEdit() {
    long id = widget().create();

    TestTokens.asOccupant().delete("/widgets/{id}", id).then().statusCode(403);
    TestTokens.asGuest().get("/widgets/{id}", id).then().statusCode(200);
    TestTokens.asGuest().get("/configurations/widget").then().statusCode(200);
  }

  @Test
  void shouldListTheTypesOfContents() {
    admin()
        .get("/configurations/widget")
        .then()
        .statusCode(200)
        .body("data.contents.types.id", contains(1, 2, 3))
        .body("data.contents.types.reference", contains("title", "content", "list"));
  }

  @Test
  void shouldTellTheOthersOfEveryChange() {
    try (EventProbe probe = EventProbe.on(Topics.WIDGET_EVENTS)) {
      long lamp = TestObjects.lamp().id();
      long id = widget().source("lamp", lamp).content(1, "secret template").create();
      admin().body("{\"icon\":\"other\"}").patch("/widgets/{id}", id).then().statusCode(200);
      admin().delete("/widgets/{id}", id).then().statusCode(200);

      WidgetCreated created = probe.await(WidgetCreated.class, each -> each.widget().id() == id);
      assertThat(created.widget().sources().get(0).smartobject()).isEqualTo(lamp);
      assertThat(created.widget().contents().get(0).type()).isEqualTo("title");
      assertThat(created.caller().login()).isEqualTo("admin");
      WidgetChanged changed = probe.await(WidgetChanged.class, each -> each.after().id() == id);
      assertThat(changed.before().icon()).isEqualTo("bulb-outline");
      assertThat(changed.after().icon()).isEqualTo("other");
      assertThat(changed.after().version()).isEqualTo(2);
      probe.await(WidgetDeleted.class, each -> each.widget().id() == id);
      assertThat(probe.matching(each -> each.toString().contains("secret template"))).isEmpty();
    }
  }

  @Test
  void shouldAnswerAPostThatIsRepeatedAsTheFirst() {
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = Map.of("reference", "once " + key);

    long first =
        admin()
            .header("Idempotency-Key", key)
            .body(body)
            .post("/widgets")
            .jsonPath()
            .getLong("data.id");

    admin()
        .header("Idempotency-Key", key)
        .body(body)
        .post("/widgets")
        .then()
        .statusCode(201)
        .header("Idempotency-Replayed", equalTo("true"))
        .body("data.id", equalTo((int) first));
    admin()
        .queryParam("filter", "reference=='once " + key + "'")
        .get("/widgets")
        .then()
        .body("data.id", contains((int) first));
  }
}
