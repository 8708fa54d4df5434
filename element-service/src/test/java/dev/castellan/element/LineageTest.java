package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.web.security.IdentityDirectory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class LineageTest {

  private static final String ALIVE = "{\"document\":{\"properties\":{\"status\":\"alive\"}}}";
  private static final String TRASH = "/api/v2/trash/";

  @Inject IdentityDirectory identities;

  private int id;

  @BeforeEach
  void load() {
    Api.introduceClerk(identities);
    Api.empty();
    Api.structure(
        """
        {'name':'NOTE','fields':[
          {'id':'n_title','type':'text','title':true},
          {'id':'n_other','type':'docid','label':'Other'},
          {'id':'n_hidden','type':'text','access':{'guest':'None','clerk':'None'}}],
         'rights':{'guest':['view'],'clerk':['view','edit']}}
        """);
    id =
        Api.create(
            "NOTE",
            "{'document':{'properties':{'name':'ONE'},'attributes':{"
                + "'n_title':{'value':'first'},'n_hidden':{'value':'secret'}}}}");
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldKeepEachRevisionAsItWas() {
    Response made = Api.admin().body("{\"comment\":\"for the record\"}").post(at("/revisions/"));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/api/v2/smart-elements/" + id + "/revisions/1");
    int second = made.path("data.revision.properties.id");
    assertThat(second).isNotEqualTo(id);
    edit("second");

    JsonNode now = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document/properties");
    assertThat(now.path("revision").asInt()).isEqualTo(1);
    assertThat(now.path("id").asInt()).isEqualTo(second);
    assertThat(now.path("initid").asInt()).isEqualTo(id);
    assertThat(now.path("title").asText()).isEqualTo("second");
    JsonNode then = Api.tree(Api.guest().get(at("/revisions/0"))).at("/data/revision");
    assertThat(then.at("/properties/title").asText()).isEqualTo("first");
    assertThat(then.at("/properties/status").asText()).isEqualTo("fixed");
    assertThat(then.at("/uri").asText())
        .isEqualTo("/api/v2/smart-elements/" + id + "/revisions/0.json");
    assertThat(then.at("/attributes").has("n_hidden")).isFalse();
    assertThat(
            Api.guest()
                .get(at("/revisions/"))
                .jsonPath()
                .getList("data.revisions.properties.revision"))
        .containsExactly(1, 0);
    failure(Api.guest().get(at("/revisions/2")), 404, "ROUTES0100");
    failure(Api.guest().get(at("/revisions/x")), 404, "ROUTES0100");
    failure(Api.guest().get(Api.ELEMENTS + "999/revisions/"), 404, "CRUD0200");
  }

  @Test
  void shouldActOnTheLatestRevisionWhateverIdIsNamed() {
    int second = Api.admin().body("").post(at("/revisions/")).path("data.revision.properties.id");

    for (Object name : new Object[] {id, second, "ONE"}) {
      assertThat(Api.guest().get(Api.ELEMENTS + name).<Integer>path("data.document.properties.id"))
          .isEqualTo(second);
    }
    assertThat(
            Api.admin()
                .body(Api.body(Map.of("n_title", "by the old id")))
                .put(Api.ELEMENTS + id)
                .<Integer>path("data.document.properties.revision"))
        .isEqualTo(1);
  }

  @Test
  void shouldTakeTheWholeLineageToTheTrashAndBack() {
    Api.admin().body("").post(at("/revisions/"));
    assertThat(Api.admin().delete(Api.ELEMENTS + id).statusCode()).isEqualTo(200);

    failure(Api.guest().get(Api.ELEMENTS + id), 404, "ROUTES0102");
    assertThat(
            Api.guest()
                .get(Api.ELEMENTS + id + "?useTrash=true")
                .<String>path("data.document.properties.status"))
        .isEqualTo("deleted");
    failure(Api.guest().get(at("/revisions/")), 404, "CRUD0219");
    assertThat(Api.guest().get(TRASH).jsonPath().getList("data.documents.properties.initid"))
        .containsExactly(id);
    assertThat(
            Api.guest()
                .get(TRASH + id + "/revisions/")
                .jsonPath()
                .getList("data.revisions.properties.status"))
        .containsExactly("deleted", "deleted");
    assertThat(Api.guest().get(TRASH + id + "/history/").statusCode()).isEqualTo(200);
    failure(Api.admin().body("{}").put(TRASH + id), 400, "ROUTES0113");
    failure(Api.clerk().body(ALIVE).put(TRASH + id), 403, "ROUTES0110");
    Response restored = Api.admin().body(ALIVE).put(TRASH + id + ".json");
    assertThat(restored.statusCode()).as(restored.asString()).isEqualTo(200);
    assertThat(restored.<String>path("data.document.properties.status")).isEqualTo("alive");
    assertThat(restored.<String>path("data.document.properties.name")).isEqualTo("ONE");
    failure(Api.admin().body(ALIVE).put(TRASH + id), 404, "ROUTES0112");
    failure(Api.guest().get(TRASH + id), 404, "ROUTES0112");
    failure(Api.guest().get(TRASH + "999"), 404, "ROUTES0100");
    assertThat(Api.guest().get(at("/revisions/0")).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldComeBackWithoutItsNameWhenSomebodyElseHasIt() {
    Api.admin().delete(Api.ELEMENTS + "ONE");
    int other = Api.create("NOTE", "{'document':{'properties':{'name':'ONE'},'attributes':{}}}");

    Response restored = Api.admin().body(ALIVE).put(TRASH + id);

    assertThat(restored.<String>path("data.document.properties.name")).isNull();
    assertThat(Api.guest().get(Api.ELEMENTS + "ONE").<Integer>path("data.document.properties.id"))
        .isEqualTo(other);
  }

  @Test
  void shouldTellWhatHappenedWithoutWhatIsHidden() {
    edit("second");
    Api.admin()
        .body(Api.body(Map.of("n_hidden", "other secret", "n_other", "ONE")))
        .put(Api.ELEMENTS + id);

    Response told = Api.guest().get(at("/history/"));
    assertThat(
            Api.guest()
                .header("If-None-Match", told.header("ETag"))
                .get(at("/history/"))
                .statusCode())
        .isEqualTo(304);
    JsonNode history = Api.tree(told).path("data");
    assertThat(history.path("history")).hasSize(1);
    assertThat(history.at("/history/0/messages").findValuesAsText("code"))
        .containsExactly("UPDATE", "MODIFY", "UPDATE", "MODIFY", "CREATE");
    assertThat(history.at("/history/0/messages/3/changes").toString())
        .isEqualTo(
            "[{\"id\":\"n_title\",\"before\":{\"value\":\"first\",\"displayValue\":\"first\"},"
                + "\"after\":{\"value\":\"second\",\"displayValue\":\"second\"}}]");
    assertThat(history.at("/history/0/messages/1/changes/0/after/displayValue").asText())
        .isEqualTo("second");
    assertThat(history.toString()).doesNotContain("secret", "n_hidden");
    assertThat(Api.admin().get(at("/history/")).asString()).contains("other secret");
    failure(Api.guest().get(Api.ELEMENTS + "999/history"), 404, "CRUD0200");
  }

  @Test
  void shouldKeepOfLongValuesTheBeginning() {
    edit("start");
    Api.admin().body(Api.body(Map.of("n_hidden", "x".repeat(50_000)))).put(Api.ELEMENTS + id);
    Api.admin().body(Api.body(Map.of("n_hidden", "short"))).put(Api.ELEMENTS + id);

    JsonNode history = Api.tree(Api.admin().get(at("/history/"))).at("/data/history/0/messages");

    assertThat(history.at("/1/changes/0/before/value").asText()).hasSize(501).endsWith("x…");
    assertThat(history.at("/1/changes/0/after/value").asText()).isEqualTo("short");
    JsonNode diff =
        Api.tree(
                Api.admin()
                    .header("If-Match", "\"2.x\"")
                    .body(Api.body(Map.of("n_title", "late")))
                    .put(Api.ELEMENTS + id))
            .at("/data/diff");
    assertThat(diff.findValuesAsText("id")).containsExactly("n_title", "n_hidden");
    assertThat(diff.at("/1/before/value").isNull()).isFalse();
    assertThat(diff.at("/1/before/value").asText()).isEqualTo("secret");
  }

  @Test
  void shouldTellALongHistoryInParts() {
    Api.run(
        """
        insert into element_history (initid, revision_id, uid, uname, level, code, comment, version)
        select %1$d, %1$d, 1, 'admin', 'notice', 'UPDATE', 'n' || n, 1
        from generate_series(1, 2500) n
        """
            .formatted(id));
    List<Object> seen = new ArrayList<>();
    String next = "?slice=-1&offset=0";
    while (next != null) {
      Response page = Api.guest().urlEncodingEnabled(false).get(at("/history/") + next);
      assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
      List<Object> comments = page.jsonPath().getList("data.history[0].messages.comment");
      assertThat(comments).hasSizeLessThanOrEqualTo(1_000);
      seen.addAll(comments);
      String link = page.header("Link");
      next = link == null ? null : link.substring(1, link.indexOf('>'));
    }
    assertThat(seen).hasSize(2_501).doesNotHaveDuplicates().startsWith("n2500").endsWith("Created");
    failure(Api.guest().get(at("/history/?cursor=x")), 400, "bad-parameter");
  }

  @Test
  void shouldLockAgainstOthersUntilReleased() {
    Response taken = Api.clerk().body("").post(at("/locks/permanent"));
    assertThat(taken.statusCode()).isEqualTo(201);
    assertThat(taken.header("Location")).isEqualTo(at("/locks/permanent"));
    assertThat(Api.guest().get(taken.header("Location")).statusCode()).isEqualTo(200);
    assertThat(Api.clerk().put(at("/locks/permanent")).statusCode()).isEqualTo(200);
    String tag = Api.admin().get(at("/locks/")).header("ETag");
    assertThat(Api.admin().header("If-None-Match", tag).get(at("/locks/")).statusCode())
        .isEqualTo(304);
    JsonNode seen = Api.tree(Api.admin().get(at("/locks/"))).path("data");
    assertThat(seen.at("/lock/lockedBy/title").asText()).isEqualTo("clerk");
    assertThat(seen.at("/lock/isMyLock").asBoolean()).isFalse();
    assertThat(seen.at("/readOnly").asBoolean()).isTrue();
    assertThat(Api.tree(Api.admin().get(at("/locks/temporary"))).at("/data/lock").isNull())
        .isTrue();

    failure(
        Api.admin().body(Api.body(Map.of("n_title", "x"))).put(Api.ELEMENTS + id), 403, "CRUD0201");
    failure(Api.admin().delete(Api.ELEMENTS + id), 400, "ROUTES0111");
    failure(Api.admin().body("").post(at("/locks/permanent")), 400, "CRUD0231");
    failure(Api.clerk().delete(at("/locks/temporary")), 400, "CRUD0233");
    failure(Api.guest().get(Api.ELEMENTS + "999/locks"), 404, "CRUD0200");
    failure(Api.admin().get(at("/locks/eternal")), 404, "not-found");
    assertThat(edited(Api.clerk().body(Api.body(Map.of("n_title", "mine"))).put(Api.ELEMENTS + id)))
        .isEqualTo("mine");
    assertThat(Api.admin().delete(at("/locks/")).statusCode()).isEqualTo(200);
    assertThat(Api.tree(Api.guest().get(at("/locks/"))).at("/data/lock").isNull()).isTrue();
    edit("free again");
  }

  @Test
  void shouldTellTemporaryLocksFromPermanentOnes() {
    assertThat(Api.clerk().body("").post(at("/locks/temporary")).statusCode()).isEqualTo(201);
    assertThat(
            Api.guest()
                .get(Api.ELEMENTS + id + "?fields=document.properties.locked")
                .<Integer>path("data.document.properties.locked"))
        .isEqualTo(-7);
    failure(Api.clerk().delete(at("/locks/permanent")), 400, "CRUD0234");
    assertThat(Api.clerk().delete(at("/locks/temporary")).statusCode()).isEqualTo(200);
    failure(Api.admin().body("").post(at("/locks/temporary")), 400, "CRUD0231");
  }

  @Test
  void shouldCarryAPermanentLockToTheNextRevision() {
    Api.clerk().body("").post(at("/locks/permanent"));
    Api.clerk().body("").post(at("/revisions"));

    assertThat(Api.tree(Api.clerk().get(at("/locks/"))).at("/data/lock/isMyLock").asBoolean())
        .isTrue();
  }

  private String at(String part) {
    return Api.ELEMENTS + id + part;
  }

  private void edit(String title) {
    assertThat(edited(Api.admin().body(Api.body(Map.of("n_title", title))).put(Api.ELEMENTS + id)))
        .isEqualTo(title);
  }

  private static String edited(Response response) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    return response.path("data.document.properties.title");
  }

  private static void failure(Response response, int status, String code) {
    FailureShape.assertThatIt(response, Envelope.B, status, code);
  }
}
