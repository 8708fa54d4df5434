package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.VersionContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementVersionTest extends VersionContract {

  private static final String NOTE =
      """
      {'name':'NOTE','fields':[
        {'id':'n_title','type':'text','title':true,'label':{'en':'Title','fr':'Titre'}},
        {'id':'n_text','type':'text'},
        {'id':'n_other','type':'docid'},
        {'id':'n_hidden','type':'docid','access':{'*':'None'}}],
       'rights':{'guest':['view'],'occupant':['view']}}
      """;

  ElementVersionTest() {
    super(Envelope.B);
  }

  @BeforeEach
  void load() {
    Api.empty();
    Api.structure(NOTE);
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Override
  protected String create() {
    return Api.ELEMENTS + Api.create("NOTE", Map.of("n_title", "one", "n_text", "a"));
  }

  @Test
  void shouldGiveEveryReaderAndLanguageATagOfHisOwn() {
    String path = create();
    String guest = Api.guest().get(path).header("ETag");

    assertThat(guest).isNotEqualTo(tag(path));
    assertThat(TestTokens.asOccupant().get(path).header("ETag")).isNotEqualTo(guest);
    assertThat(Api.guest().header("Accept-Language", "fr").get(path).header("ETag"))
        .isNotEqualTo(guest);
    assertThat(Api.guest().header("Accept-Language", "en-GB").get(path).header("ETag"))
        .isEqualTo(guest);
  }

  @Test
  void shouldNoticeAChangeOfRightsAndOfWhatARelationShows() {
    String target = create();
    String id = target.substring(Api.ELEMENTS.length());
    String path = Api.ELEMENTS + Api.create("NOTE", Map.of("n_title", "two", "n_other", id));
    String before = Api.guest().get(path).header("ETag");

    Api.admin().body(Api.body(Map.of("n_text", "not shown elsewhere"))).put(target);
    assertThat(Api.guest().get(path).header("ETag")).isEqualTo(before);
    Api.admin().body(Api.body(Map.of("n_title", "renamed"))).put(target);
    String renamed = Api.guest().get(path).header("ETag");
    assertThat(renamed).isNotEqualTo(before);
    assertThat(Api.guest().get(path).<String>path("data.document.attributes.n_other.displayValue"))
        .isEqualTo("renamed");
    Api.admin()
        .body(NOTE.replace('\'', '"').replace("\"n_text\",", "\"n_text\",\"needed\":true,"))
        .put(Api.STRUCTURES + "NOTE");
    assertThat(Api.guest().get(path).header("ETag")).isNotEqualTo(renamed);
  }

  @Test
  void shouldNotTellByTheTagWhatAHiddenRelationLeadsTo() {
    String target = create();
    String id = target.substring(Api.ELEMENTS.length());
    String path = Api.ELEMENTS + Api.create("NOTE", Map.of("n_title", "two", "n_hidden", id));
    String guest = Api.guest().get(path).header("ETag");
    String admin = tag(path);

    Api.admin().body(Api.body(Map.of("n_title", "renamed"))).put(target);

    assertThat(Api.guest().get(path).header("ETag")).isEqualTo(guest);
    assertThat(tag(path)).isNotEqualTo(admin);
  }

  @Test
  void shouldTellALateEditorWhatHasChangedSinceHeLooked() {
    String path = create();
    String seen = tag(path);
    Api.admin().body(Api.body(Map.of("n_text", "b"))).put(path);
    Api.admin().body(Api.body(Map.of("n_text", "c"))).put(path);

    Response refused = when(seen).body(Api.body(Map.of("n_text", "mine"))).put(path);

    FailureShape.assertThatIt(refused, Envelope.B, 412, "precondition-failed");
    assertThat(refused.header("ETag")).isEqualTo(tag(path));
    JsonNode diff = Api.tree(refused).at("/data/diff");
    assertThat(diff).hasSize(1);
    assertThat(diff.at("/0/id").asText()).isEqualTo("n_text");
    assertThat(diff.at("/0/before/value").asText()).isEqualTo("a");
    assertThat(diff.at("/0/current/value").asText()).isEqualTo("c");
    assertThat(diff.at("/0/yours").asText()).isEqualTo("mine");
    assertThat(when(tag(path)).body(Api.body(Map.of("n_text", "mine"))).put(path).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldTellWhatARelationLedToBefore() {
    String first = create().substring(Api.ELEMENTS.length());
    String second = create().substring(Api.ELEMENTS.length());
    String path = Api.ELEMENTS + Api.create("NOTE", Map.of("n_title", "x", "n_other", first));
    String seen = tag(path);
    Api.admin().body(Api.body(Map.of("n_other", second))).put(path);

    JsonNode diff =
        Api.tree(when(seen).body(Api.body(Map.of("n_text", "x"))).put(path)).at("/data/diff/1");

    assertThat(diff.at("/before/value").asText()).isEqualTo(first);
    assertThat(diff.at("/before/displayValue").asText()).isEqualTo("one");
    assertThat(diff.at("/current/displayValue").asText()).isEqualTo("one");
  }

  @Test
  void shouldLockWithoutCountingItAsAnEdit() {
    String path = create();
    String before = tag(path);

    Api.admin().body("").post(path + "/locks/permanent");

    assertThat(tag(path)).isNotEqualTo(before);
    assertThat(when(before).body(Api.body(Map.of("n_text", "b"))).put(path).statusCode())
        .isEqualTo(200);
  }
}
