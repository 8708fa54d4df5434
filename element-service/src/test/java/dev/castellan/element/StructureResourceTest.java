package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.web.security.IdentityDirectory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class StructureResourceTest {

  private static final String NOTE =
      """
      {'name':'NOTE','title':'Note','icon':'note.png','fields':[
        {'id':'n_frame','type':'frame','label':{'en':'Head','fr':'Tête'}},
        {'id':'n_title','type':'text','title':true,'needed':true,'parent':'n_frame'},
        {'id':'n_kind','type':'enum','enum':[{'key':'b','label':{'en':'Bread','fr':'Pain'}},
                                            {'key':'a','label':{'en':'Water','fr':'Eau'}}]},
        {'id':'n_hidden','type':'enum','access':{'guest':'None'}}],
       'rights':{'guest':['view'],'clerk':['view']}}
      """;

  @Inject IdentityDirectory identities;

  @BeforeEach
  void load() {
    Api.introduceClerk(identities);
    Api.empty();
    Api.structure(NOTE);
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldShowWhatItKeeps() {
    Response made =
        Api.admin()
            .get(
                Api.STRUCTURES
                    + "note?fields=document.properties,family.structure,family.definition");

    JsonNode data = Api.tree(made).path("data");
    assertThat(data.at("/document/properties/title").asText()).isEqualTo("Note");
    assertThat(data.at("/document/uri").asText()).isEqualTo("/api/v2/smart-structures/NOTE.json");
    JsonNode frame = data.at("/family/structure/n_frame");
    assertThat(frame.path("label").asText()).isEqualTo("Head");
    assertThat(frame.at("/content/n_title/needed").asBoolean()).isTrue();
    assertThat(data.at("/family/structure/n_kind/enumItems/0/label").asText()).isEqualTo("Bread");
    assertThat(data.at("/family/definition/fields")).hasSize(4);
    assertThat(data.at("/family/definition/rights/guest/0").asText()).isEqualTo("view");
    assertThat(made.header("ETag")).isNotNull();
    String french =
        Api.guest()
            .header("Accept-Language", "fr")
            .get(Api.STRUCTURES + "NOTE?fields=family.structure")
            .path("data.family.structure.n_frame.label");
    assertThat(french).isEqualTo("Tête");
  }

  @Test
  void shouldKeepValuesWhenAFieldIsRenamedAddedOrRemoved() {
    int id = Api.create("NOTE", Map.of("n_title", "kept", "n_kind", "a"));
    ObjectNode definition = definition();
    String key = definition.at("/fields/1/key").asText();
    ((ObjectNode) definition.at("/fields/1")).put("id", "n_name").put("key", key);
    ((com.fasterxml.jackson.databind.node.ArrayNode) definition.path("fields")).remove(2);
    definition.withArray("/fields").addObject().put("id", "n_new").put("type", "int");

    Response changed = Api.admin().body(definition.toString()).put(Api.STRUCTURES + "NOTE");

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    JsonNode shown = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document/attributes");
    assertThat(shown.at("/n_name/value").asText()).isEqualTo("kept");
    assertThat(shown.has("n_title")).isFalse();
    assertThat(shown.has("n_kind")).isFalse();
    assertThat(shown.at("/n_new/value").isNull()).isTrue();
    assertThat(Api.admin().body(Api.body(Map.of("n_new", 5))).put(Api.ELEMENTS + id).statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldRefuseToChangeWhatValuesAre() {
    ObjectNode definition = definition();
    ((ObjectNode) definition.at("/fields/1")).put("type", "int");

    Response refused = Api.admin().body(definition.toString()).put(Api.STRUCTURES + "NOTE");

    FailureShape.assertThatIt(refused, Envelope.B, 422, "invalid");
    assertThat(refused.<String>path("data[0].field")).isEqualTo("fields[1].type");
  }

  @Test
  void shouldInheritFieldsAndRights() {
    Api.structure(
        "{'name':'MEMO','extends':'NOTE','fields':[{'id':'m_text','type':'text','parent':'n_frame'}]}");
    int id = Api.create("MEMO", Map.of("n_title", "t", "m_text", "x"));

    JsonNode shown = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document");
    assertThat(shown.at("/properties/title").asText()).isEqualTo("t");
    assertThat(shown.at("/attributes/m_text/value").asText()).isEqualTo("x");
    assertThat(Api.guest().get(Api.STRUCTURES + "NOTE/smart-elements/" + id).statusCode())
        .isEqualTo(200);
    ObjectNode definition = definition();
    definition.withArray("/fields").addObject().put("id", "m_text").put("type", "int");
    FailureShape.assertThatIt(
        Api.admin().body(definition.toString()).put(Api.STRUCTURES + "NOTE"),
        Envelope.B,
        422,
        "invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'9X','fields':[]}                                                        | name",
        "{'name':'X'}                                                                     | fields",
        "{'name':'X','icon':'../x.png','fields':[]}                                       | icon",
        "{'name':'X','extends':'NONE','fields':[]}                                        |"
            + " extends",
        "{'name':'X','fields':[{'id':'X','type':'text'}]}                                 |"
            + " fields[0].id",
        "{'name':'X','fields':[{'id':'aa','type':'odd'}]}                                 |"
            + " fields[0].type",
        "{'name':'X','fields':[{'id':'title','type':'text'}]}                             |"
            + " fields[0].id",
        "{'name':'X','fields':[{'id':'aa','type':'text'},{'id':'aa','type':'int'}]}       |"
            + " fields[1].id",
        "{'name':'X','fields':[{'id':'aa','type':'text','parent':'bb'}]}                  |"
            + " fields[0].parent",
        "{'name':'X','fields':[{'id':'aa','type':'frame','parent':'aa'}]}                 |"
            + " fields[0].parent",
        "{'name':'X','fields':[{'id':'aa','type':'frame','multiple':true}]}               |"
            + " fields[0].multiple",
        "{'name':'X','fields':[{'id':'aa','type':'docid','title':true}]}                  |"
            + " fields[0].title",
        "{'name':'X','fields':[{'id':'aa','type':'longtext','indexed':true}]}             |"
            + " fields[0].indexed",
        "{'name':'X','fields':[{'id':'aa','type':'int','default':'x'}]}                   |"
            + " fields[0].default",
        "{'name':'X','fields':[{'id':'aa','type':'docid','target':'NONE'}]}               |"
            + " fields[0].target",
        "{'name':'X','fields':[{'id':'aa','type':'text','visibility':'Z'}]}               |"
            + " fields[0].visibility",
        "{'name':'X','fields':[{'id':'aa','type':'text','compute':'{bb}'}]}               |"
            + " fields[0].compute",
        "{'name':'X','fields':[{'id':'aa','type':'enum','enum':[{'key':'k'},{'key':'k'}]}]} |"
            + " fields[0].enum",
        "{'name':'X','fields':[{'id':'aa','type':'text','key':'1'}]}                      |"
            + " fields[0].key"
      })
  void shouldNameWhatIsWrongWithADefinition(String definition, String field) {
    Response refused = Api.admin().body(definition.replace('\'', '"')).post(Api.STRUCTURES);

    FailureShape.assertThatIt(refused, Envelope.B, 422, "invalid");
    assertThat(refused.jsonPath().getList("data.field")).contains(field);
  }

  @Test
  void shouldRefuseATitleThatSomeViewersMayNotReadAndAComputedLeak() {
    String title =
        "{'name':'X','fields':[{'id':'aa','type':'text','title':true,'access':{'guest':'None'}}],"
            + "'rights':{'guest':['view']}}";
    String leak =
        "{'name':'X','fields':[{'id':'aa','type':'text','access':{'guest':'None'}},"
            + "{'id':'bb','type':'text','compute':'{aa}'}],'rights':{'guest':['view']}}";

    for (String definition : new String[] {title, leak}) {
      FailureShape.assertThatIt(
          Api.admin().body(definition.replace('\'', '"')).post(Api.STRUCTURES),
          Envelope.B,
          422,
          "invalid");
    }
    Api.structure(title.replace("guest':['view']", "clerk':['view']"));
  }

  @Test
  void shouldMakeTitlesAndComputedFieldsAnewWhenTheyAreMadeOfSomethingElse() {
    String before =
        """
        {'name':'CARD','fields':[
          {'id':'c_code','type':'text','title':true},
          {'id':'c_kind','type':'enum','title':true,'enum':[{'key':'k','label':'Kind one'}]},
          {'id':'c_all','type':'text','compute':'{c_code}/{c_kind}','access':{'*':'Read'}}],
         'rights':{'guest':['view']}}
        """;
    Api.structure(before);
    Api.structure("{'name':'SUBCARD','extends':'CARD','fields':[]}");
    int id = Api.create("CARD", Map.of("c_code", "4711", "c_kind", "k"));
    int sub = Api.create("SUBCARD", Map.of("c_code", "4711", "c_kind", "k"));
    Api.admin().body("").post(Api.ELEMENTS + id + "/revisions/");
    Api.admin().body(Api.body(Map.of("c_code", "47110815"))).put(Api.ELEMENTS + id);
    String after =
        before
            .replace(
                "'c_code','type':'text','title':true",
                "'c_code','type':'text','access':{'*':'None'}")
            .replace("{c_code}/{c_kind}", "of {c_kind}")
            .replace("Kind one", "Kind two");

    Response changed = Api.admin().body(after.replace('\'', '"')).put(Api.STRUCTURES + "CARD");

    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
    for (String path :
        new String[] {
          "" + id, id + ".xml", id + "/history/", id + "/revisions/0", id + "/revisions/", "" + sub
        }) {
      assertThat(Api.guest().get(Api.ELEMENTS + path).asString())
          .as(path)
          .contains("Kind two")
          .doesNotContain("4711", "Kind one");
    }
    JsonNode shown = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document");
    assertThat(shown.at("/properties/title").asText()).isEqualTo("Kind two");
    assertThat(shown.at("/attributes/c_all/value").asText()).isEqualTo("of Kind two");
    assertThat(Api.tree(Api.admin().get(Api.ELEMENTS + id)).toString()).contains("47110815");
    String plain = after.replace("'compute':'of {c_kind}',", "");
    FailureShape.assertThatIt(
        Api.admin().body(plain.replace('\'', '"')).put(Api.STRUCTURES + "CARD"),
        Envelope.B,
        422,
        "invalid");
  }

  @Test
  void shouldCallElementsWithoutATitleLikeTheirStructureIsCalledNow() {
    int untitled = Api.create("NOTE", Map.of("n_kind", "a"));
    int titled = Api.create("NOTE", Map.of("n_title", "Note", "n_kind", "a"));

    Api.admin()
        .body(definition().put("title", "Slip").put("icon", "note.png").toString())
        .put(Api.STRUCTURES + "NOTE");

    String title = "data.document.properties.title";
    assertThat(Api.guest().get(Api.ELEMENTS + untitled).<String>path(title)).isEqualTo("Slip");
    assertThat(Api.guest().get(Api.ELEMENTS + titled).<String>path(title)).isEqualTo("Note");
  }

  @Test
  void shouldRefuseToTakeAwayWhatAnExtensionComputesWith() {
    Api.structure(
        "{'name':'MEMO','extends':'NOTE','fields':"
            + "[{'id':'m_text','type':'text','compute':'{n_kind}!'}]}");
    ObjectNode definition = definition();
    ((ObjectNode) definition.at("/fields/2")).put("id", "n_sort");

    Response refused = Api.admin().body(definition.toString()).put(Api.STRUCTURES + "NOTE");

    FailureShape.assertThatIt(refused, Envelope.B, 422, "invalid");
    assertThat(refused.asString()).contains("MEMO.m_text");
  }

  @Test
  void shouldTakeNullForAbsentInAccessAndRights() {
    Api.structure(
        "{'name':'X','fields':[{'id':'x_text','type':'text','access':{'*':null,'guest':'Read'}}],"
            + "'rights':{'*':null,'guest':['view',null]}}");
    int id = Api.create("X", Map.of("x_text", "t"));

    assertThat(Api.guest().get(Api.ELEMENTS + id).statusCode()).isEqualTo(200);
    assertThat(Api.clerk().get(Api.ELEMENTS + id).statusCode()).isEqualTo(403);
  }

  @Test
  void shouldRefuseANameThatIsTakenAndAnEditorWhoComesLate() {
    FailureShape.assertThatIt(
        Api.admin().body(NOTE.replace('\'', '"')).post(Api.STRUCTURES),
        Envelope.B,
        409,
        "reference-taken");
    String seen = Api.admin().get(Api.STRUCTURES + "NOTE").header("ETag");
    Api.admin().body(definition().toString()).put(Api.STRUCTURES + "NOTE");
    FailureShape.assertThatIt(
        Api.admin()
            .header("If-Match", seen)
            .body(definition().toString())
            .put(Api.STRUCTURES + "NOTE"),
        Envelope.B,
        412,
        "precondition-failed");
  }

  @Test
  void shouldLetOnlyAdminDefine() {
    FailureShape.assertThatIt(
        Api.clerk().body(NOTE.replace('\'', '"')).post(Api.STRUCTURES),
        Envelope.B,
        403,
        "forbidden");
    FailureShape.assertThatIt(
        Api.clerk().get(Api.STRUCTURES + "NOTE?fields=family.definition"),
        Envelope.B,
        400,
        "ROUTES0103");
  }

  @Test
  void shouldListTheItemsOfAnEnumeration() {
    String items = Api.STRUCTURES + "NOTE/enumerates/n_kind";

    assertThat(Api.guest().get(items).jsonPath().getList("data.enumItems.key"))
        .containsExactly("b", "a");
    assertThat(Api.guest().get(items + "?orderBy=key").jsonPath().getList("data.enumItems.key"))
        .containsExactly("a", "b");
    assertThat(
            Api.guest()
                .header("Accept-Language", "fr")
                .get(items + "?keyword=ea&operator=startswith")
                .jsonPath()
                .getList("data.enumItems.label"))
        .containsExactly("Eau");
    failure(Api.guest().get(items + "x"), 404, "CRUD0400");
    failure(Api.guest().get(Api.STRUCTURES + "NOTE/enumerates/n_hidden"), 404, "CRUD0400");
    failure(Api.guest().get(Api.STRUCTURES + "NOTE/enumerates/n_title"), 400, "CRUD0402");
    failure(Api.guest().get(items + "?operator=is"), 400, "CRUD0403");
    Api.structure("{'name':'SECRET','fields':[{'id':'s_kind','type':'enum'}]}");
    failure(Api.guest().get(Api.STRUCTURES + "SECRET/enumerates/s_kind"), 403, "CRUD0401");
  }

  private static ObjectNode definition() {
    ObjectNode definition =
        (ObjectNode)
            Api.tree(Api.admin().get(Api.STRUCTURES + "NOTE?fields=family.definition"))
                .at("/data/family/definition");
    return definition;
  }

  private static void failure(Response response, int status, String code) {
    FailureShape.assertThatIt(response, Envelope.B, status, code);
  }
}
