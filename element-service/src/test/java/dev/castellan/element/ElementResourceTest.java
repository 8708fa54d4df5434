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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementResourceTest {

  private static final String EVERYTHING =
      """
      {'name':'ALL','title':'Everything','fields':[
        {'id':'a_text','type':'text','title':true},
        {'id':'a_long','type':'longtext'},
        {'id':'a_html','type':'htmltext'},
        {'id':'a_int','type':'int'},
        {'id':'a_double','type':'double'},
        {'id':'a_money','type':'money','format':'%s €'},
        {'id':'a_date','type':'date'},
        {'id':'a_time','type':'time'},
        {'id':'a_moment','type':'timestamp'},
        {'id':'a_enum','type':'enum','enum':[{'key':'r','label':{'en':'Red','fr':'Rouge'}}]},
        {'id':'a_docid','type':'docid'},
        {'id':'a_color','type':'color'},
        {'id':'a_json','type':'json'},
        {'id':'a_xml','type':'xml'},
        {'id':'a_tab','type':'tab'},
        {'id':'a_frame','type':'frame','parent':'a_tab'},
        {'id':'a_list','type':'text','multiple':true,'parent':'a_frame'},
        {'id':'a_array','type':'array','parent':'a_frame'},
        {'id':'a_col','type':'int','parent':'a_array'},
        {'id':'a_cols','type':'text','multiple':true,'parent':'a_array'},
        {'id':'a_fixed','type':'text','access':{'clerk':'Read'},'default':'as it was'},
        {'id':'a_hidden','type':'text','access':{'clerk':'None'}}],
       'rights':{'guest':['view'],'clerk':['view','edit','create']}}
      """;

  @Inject IdentityDirectory identities;

  @BeforeEach
  void load() {
    Api.introduceClerk(identities);
    Api.empty();
    Api.structure(EVERYTHING);
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a_text   | \"a\\nb\"                | \"a b\"                  | a b              | a b",
        "a_long   | \"a\\r"
            + "\\n"
            + "b\"             | \"a\\n"
            + "b\"                | `a\n"
            + "b`           | `a\n"
            + "b`",
        "a_html   | \"<b>x</b><script>y</script><!-- z -->\" | \"<b>x</b>\" | <b>x</b> | <b>x</b>",
        "a_int    | \"12\"                   | 12                       | 12               | 12",
        "a_double | \"1,5\"                  | 1.5                      | 1.5              | 1,5",
        "a_money  | 1234567.891              | 1234567.89     | 1,234,567.89 €   |"
            + " 1\u202f234\u202f567,89 €",
        "a_date   | \"31/01/2026\"           | \"2026-01-31\"           | 01/31/2026       |"
            + " 31/01/2026",
        "a_time   | \"7:05\"                 | \"07:05\"                | 07:05            | 07:05",
        "a_moment | \"2026-01-31 17:05\"     | \"2026-01-31T17:05:00\"  | 01/31/2026 17:05 |"
            + " 31/01/2026 17:05",
        "a_enum   | \"r\"                    | \"r\"                    | Red              | Rouge",
        "a_enum   | \"new\"                  | \"new\"                  | new              | new",
        "a_color  | \"#1a2b3c\"              | \"#1a2b3c\"              | #1a2b3c          |"
            + " #1a2b3c",
        "a_json   | \"{\\\"a\\\":1}\"        | \"{\\\"a\\\":1}\"        | {\"a\":1}        |"
            + " {\"a\":1}",
        "a_xml    | \"<a>1</a>\"             | \"<a>1</a>\"             | <a>1</a>         |"
            + " <a>1</a>"
      })
  void shouldKeepAndShowAValueOfEachType(
      String field, String sent, String kept, String english, String french) {
    int id =
        Api.create(
            "ALL",
            "{\"document\":{\"attributes\":{\"%s\":{\"value\":%s}}}}".formatted(field, sent));

    String path = Api.ELEMENTS + id + "?fields=document.attributes." + field;
    JsonNode shown = Api.tree(Api.guest().get(path)).at("/data/document/attributes/" + field);
    assertThat(shown.path("value").toString()).isEqualTo(kept);
    assertThat(shown.path("displayValue").asText()).isEqualTo(english);
    Response inFrench = Api.guest().header("Accept-Language", "fr-FR,fr;q=0.9").get(path);
    assertThat(
            Api.tree(inFrench).at("/data/document/attributes/" + field + "/displayValue").asText())
        .isEqualTo(french);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a_int    | 1.5",
        "a_int    | 2147483648",
        "a_int    | \"abc\"",
        "a_double | \"1.2.3\"",
        "a_double | 1e999",
        "a_money  | \"ten\"",
        "a_date   | \"2026-02-30\"",
        "a_date   | \"+12345-01-01\"",
        "a_date   | \"-0005-01-01\"",
        "a_date   | \"0000-01-01\"",
        "a_moment | \"0000-01-01T12:00\"",
        "a_time   | \"24:00\"",
        "a_moment | \"2026-01-31T25:00\"",
        "a_color  | \"red\"",
        "a_json   | \"{\"",
        "a_xml    | \"<a>\"",
        "a_xml    | \"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>\"",
        "a_html   | \"<b\"",
        "a_docid  | \"NOBODY\"",
        "a_docid  | 999999999",
        "a_text   | {\"a\":1}",
        "a_text   | \"a\\u0000b\"",
        "a_array  | [{\"value\":1}]",
        "a_list   | [\"a\",{\"b\":{}}]"
      })
  void shouldRefuseAValueThatIsNoneOfItsTypeAndStoreNothing(String field, String sent) {
    int id = Api.create("ALL", Map.of("a_text", "before"));

    Response refused =
        Api.admin()
            .body(
                "{\"document\":{\"attributes\":{\"a_text\":{\"value\":\"after\"},\"%s\":{\"value\":%s}}}}"
                    .formatted(field, sent))
            .put(Api.ELEMENTS + id);

    FailureShape.assertThatIt(refused, Envelope.B, 500, "ROUTES0107");
    assertThat(refused.header("X-Castellan-Outcome")).isEqualTo("business");
    assertThat(refused.<String>path("data.id")).isEqualTo(field);
    assertThat(refused.<String>path("data.err")).isNotBlank();
    assertThat(title(id)).isEqualTo("before");
  }

  @Test
  void shouldKeepSeveralValuesAndRowsOfArrays() {
    int id =
        Api.create(
            "ALL",
            """
            {'document':{'attributes':{
              'a_list':[{'value':'x'},{'value':''},{'value':'y'}],
              'a_col':[{'value':1},{'value':null},{'value':3}],
              'a_cols':[[{'value':'p'},{'value':'q'}]]}}}
            """);

    JsonNode shown = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document/attributes");
    assertThat(shown.path("a_list").findValuesAsText("value")).containsExactly("x", "y");
    assertThat(shown.path("a_col").toString())
        .isEqualTo(
            "[{\"value\":1,\"displayValue\":\"1\"},{\"value\":null,\"displayValue\":null},"
                + "{\"value\":3,\"displayValue\":\"3\"}]");
    assertThat(shown.path("a_cols").toString())
        .isEqualTo(
            "[[{\"value\":\"p\",\"displayValue\":\"p\"},{\"value\":\"q\",\"displayValue\":\"q\"}],"
                + "[],[]]");
    assertThat(shown.has("a_array")).isFalse();
    assertThat(shown.path("a_int").toString()).isEqualTo("{\"value\":null,\"displayValue\":null}");
  }

  @Test
  void shouldClearAFieldByNullOrAnEmptyText() {
    int id = Api.create("ALL", Map.of("a_text", "t", "a_int", 5, "a_fixed", "other"));
    put(
        id,
        "{\"document\":{\"attributes\":{\"a_int\":{\"value\":null},\"a_fixed\":{\"value\":\"\"}}}}");

    JsonNode shown = Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document/attributes");
    assertThat(shown.at("/a_int/value").isNull()).isTrue();
    assertThat(shown.at("/a_fixed/value").isNull()).isTrue();
    assertThat(shown.at("/a_text/value").asText()).isEqualTo("t");
  }

  @Test
  void shouldBeginWithTheDefaultsOfItsStructure() {
    int id = Api.create("ALL", Map.of("a_text", "t"));

    assertThat(
            Api.guest()
                .get(Api.ELEMENTS + id)
                .<String>path("data.document.attributes.a_fixed.value"))
        .isEqualTo("as it was");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          | 400 | ROUTES0106",
        "{\"document\":{}}                                           | 400 | ROUTES0106",
        "{\"document\":{\"attributes\":{\"a_text\":\"x\"}}}          | 400 | ROUTES0108",
        "{\"document\":{\"attributes\":{\"a_text\":{\"v\":\"x\"}}}}  | 400 | ROUTES0108",
        "{\"document\":{\"attributes\":{\"nothing\":{\"value\":1}}}} | 400 | DOC0115",
        "{\"document\":{\"attributes\":{\"a_frame\":{\"value\":1}}}} | 400 | DOC0117",
        "{\"document\":{\"attributes\":{\"a_tab\":{\"value\":1}}}}   | 400 | DOC0117",
        "{\"document\":{\"attributes\":{\"a_array\":{\"value\":1}}}} | 500 | ROUTES0107",
        "{\"document\":                                              | 400 | malformed-json",
        "[]                                                          | 422 | invalid"
      })
  void shouldRefuseABodyThatSaysNothingUseful(String body, int status, String code) {
    int id = Api.create("ALL", Map.of("a_text", "t"));

    FailureShape.assertThatIt(
        Api.admin().body(body).put(Api.ELEMENTS + id), Envelope.B, status, code);
    FailureShape.assertThatIt(Api.post("ALL", body), Envelope.B, status, code);
  }

  @Test
  void shouldBeginWithARelationWhoeverMakesTheElement() {
    Api.structure("{'name':'VAULT','fields':[{'id':'v_text','type':'text','title':true}]}");
    int vault =
        Api.create(
            "VAULT",
            "{'document':{'properties':{'name':'SAFE'},'attributes':{'v_text':{'value':'s'}}}}");
    Api.structure(
        """
        {'name':'CASE','fields':[
          {'id':'c_text','type':'text','title':true},
          {'id':'c_safe','type':'docid','target':'VAULT','default':'SAFE','access':{'clerk':'None'}},
          {'id':'c_seen','type':'docid','default':'SAFE'},
          {'id':'c_lost','type':'docid','default':'NOWHERE','access':{'clerk':'None'}}],
         'rights':{'clerk':['view','create']}}
        """);

    Response made =
        Api.clerk()
            .body(Api.body(Map.of("c_text", "t")))
            .post(Api.STRUCTURES + "CASE/smart-elements/");

    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    assertThat(made.asString()).doesNotContain("c_safe", "c_lost");
    assertThat(made.<String>path("data.document.attributes.c_seen.displayValue"))
        .isEqualTo("Access denied");
    int id = made.path("data.document.properties.id");
    JsonNode kept = Api.tree(Api.admin().get(Api.ELEMENTS + id)).at("/data/document/attributes");
    assertThat(kept.at("/c_safe/value").asText()).isEqualTo("" + vault);
    assertThat(kept.at("/c_lost/value").isNull()).isTrue();
    failure(
        Api.clerk()
            .body(Api.body(Map.of("c_seen", "SAFE")))
            .post(Api.STRUCTURES + "CASE/smart-elements/"),
        500,
        "ROUTES0107");
  }

  @Test
  void shouldTakeTheWholeObjectForARelation() {
    int other = Api.create("ALL", "{'document':{'properties':{'name':'OTHER'},'attributes':{}}}");

    for (Object reference :
        List.of(
            Map.of("id", other, "name", "whatever"),
            Map.of("name", "OTHER"),
            Map.of("id", "" + other),
            other)) {
      int id = Api.create("ALL", Map.of("a_docid", reference));
      assertThat(
              Api.guest()
                  .get(Api.ELEMENTS + id)
                  .<String>path("data.document.attributes.a_docid.value"))
          .isEqualTo("" + other);
    }
    failure(Api.post("ALL", Api.body(Map.of("a_docid", Map.of("title", "x")))), 500, "ROUTES0107");
  }

  @Test
  void shouldEditAnElementWhoseNameIsThatOfAStructureInAnotherCase() {
    Api.create("ALL", "{'document':{'properties':{'name':'all'},'attributes':{}}}");

    Response edited = Api.admin().body(Api.body(Map.of("a_text", "x"))).put(Api.ELEMENTS + "all");

    assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
    failure(Api.admin().body("{").put(Api.ELEMENTS + "ALL"), 403, "CRUD0213");
  }

  @Test
  void shouldFindAnElementByAnyOfItsNames() {
    int id = Api.create("ALL", "{'document':{'properties':{'name':'ONE'},'attributes':{}}}");

    for (String name : new String[] {"" + id, "ONE", "ONE.json", id + ".json"}) {
      assertThat(Api.guest().get(Api.ELEMENTS + name).<Integer>path("data.document.properties.id"))
          .isEqualTo(id);
      assertThat(Api.guest().get(Api.STRUCTURES + "all/smart-elements/" + name).statusCode())
          .isEqualTo(200);
    }
    FailureShape.assertThatIt(
        Api.post("ALL", "{'document':{'properties':{'name':'ONE'},'attributes':{}}}"),
        Envelope.B,
        409,
        "reference-taken");
  }

  @Test
  void shouldAnswerTheFailuresOfTheDocument() {
    int id = Api.create("ALL", Map.of("a_text", "t"));
    Api.structure("{'name':'OTHER','fields':[{'id':'o_text','type':'text'}]}");
    int secret = Api.create("OTHER", Map.of("o_text", "t"));
    String inOther = Api.STRUCTURES + "OTHER/smart-elements/" + id;
    String some = Api.body(Map.of("a_text", "x"));

    failure(Api.guest().get(Api.ELEMENTS + 999), 404, "ROUTES0100");
    failure(Api.guest().get(Api.ELEMENTS + "NOBODY"), 404, "ROUTES0100");
    failure(Api.guest().get(Api.ELEMENTS + secret), 403, "ROUTES0101");
    failure(Api.clerk().delete(Api.ELEMENTS + secret), 403, "ROUTES0101");
    failure(Api.admin().get(inOther), 404, "ROUTES0104");
    failure(Api.admin().body(some).put(inOther), 404, "ROUTES0104");
    failure(Api.admin().delete(inOther), 404, "ROUTES0104");
    failure(Api.guest().get(Api.STRUCTURES + "NONE/smart-elements/" + id), 404, "ROUTES0105");
    failure(Api.guest().get(Api.STRUCTURES + "NONE/smart-elements"), 404, "ROUTES0105");
    failure(Api.guest().get(Api.STRUCTURES + "NONE"), 404, "ROUTES0105");
    failure(Api.post("NONE", some), 404, "CRUD0200");
    failure(Api.clerk().body(some).post(Api.STRUCTURES + "OTHER/smart-elements"), 403, "API0204");
    failure(Api.clerk().delete(Api.ELEMENTS + id), 403, "ROUTES0110");
    failure(Api.admin().body("{").put(Api.ELEMENTS + "ALL"), 403, "CRUD0213");
    failure(Api.admin().delete(Api.ELEMENTS + "ALL"), 403, "CRUD0213");
    failure(Api.guest().get(Api.ELEMENTS + id + "?fields=nonsense"), 400, "ROUTES0103");
    failure(
        Api.guest().get(Api.ELEMENTS + id + "?fields=document.properties.colour"), 400, "CRUD0202");
    failure(
        Api.guest().get(Api.ELEMENTS + id + "?fields=document.attributes.none"), 400, "CRUD0502");
    failure(
        Api.guest().get(Api.ELEMENTS + id + "?fields=document.attributes.a_frame"),
        400,
        "CRUD0507");
    Api.admin().delete(Api.ELEMENTS + id);
    failure(Api.guest().get(Api.ELEMENTS + id), 404, "ROUTES0102");
    failure(Api.admin().body(some).put(Api.ELEMENTS + id), 404, "ROUTES0102");
    failure(Api.admin().delete(Api.ELEMENTS + id), 404, "ROUTES0102");
    assertThat(Api.guest().get(Api.ELEMENTS + id).<String>path("data.uri"))
        .isEqualTo("/api/v2/trash/" + id + ".json");
  }

  @Test
  void shouldNotLetAnotherProfileEditWhatItMayOnlyView() {
    Api.structure(
        "{'name':'STILL','fields':[{'id':'s_text','type':'text'}],'rights':{'clerk':['view']}}");
    int id = Api.create("STILL", Map.of("s_text", "t"));

    failure(
        Api.clerk().body(Api.body(Map.of("s_text", "x"))).put(Api.ELEMENTS + id), 403, "CRUD0201");
  }

  @Test
  void shouldLeaveAFieldThatMayOnlyBeReadAndSaySo() {
    int id = Api.create("ALL", Map.of("a_text", "t"));

    Response edited =
        Api.clerk()
            .body(Api.body(Map.of("a_text", "new", "a_fixed", "forged")))
            .put(Api.ELEMENTS + id);

    assertThat(edited.statusCode()).isEqualTo(200);
    assertThat(edited.<String>path("data.document.attributes.a_fixed.value"))
        .isEqualTo("as it was");
    assertThat(edited.<String>path("data.document.attributes.a_text.value")).isEqualTo("new");
    assertThat(edited.<String>path("messages[0].type")).isEqualTo("warning");
    assertThat(edited.<String>path("messages[0].contentText")).contains("a_fixed");
    failure(
        Api.clerk().body(Api.body(Map.of("a_hidden", "x"))).put(Api.ELEMENTS + id), 400, "DOC0115");
  }

  @Test
  void shouldTakeAFormWithNamesInAnyCase() {
    int id = Api.create("ALL", Map.of("a_text", "t"));

    Response edited =
        Api.admin()
            .contentType("application/x-www-form-urlencoded")
            .formParam("A_Text", "from a form")
            .formParam("a_int", "7")
            .formParam("a_list", "x", "y")
            .formParam("a_col[]", "1", "2")
            .formParam("document[attributes][a_date][value]", "2026-01-31")
            .put(Api.ELEMENTS + id);

    assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
    JsonNode shown = Api.tree(edited).at("/data/document/attributes");
    assertThat(shown.at("/a_text/value").asText()).isEqualTo("from a form");
    assertThat(shown.at("/a_int/value").asInt()).isEqualTo(7);
    assertThat(shown.path("a_list").findValuesAsText("value")).containsExactly("x", "y");
    assertThat(shown.path("a_col").findValuesAsText("value")).containsExactly("1", "2");
    assertThat(shown.at("/a_date/value").asText()).isEqualTo("2026-01-31");
  }

  @Test
  void shouldNotHaveTheMethodsThatTheDocumentRulesOut() {
    int id = Api.create("ALL", Map.of("a_text", "t"));

    failure(Api.admin().body("{}").put(Api.ELEMENTS + id + ".xml"), 405, "method-not-allowed");
    failure(Api.admin().delete(Api.ELEMENTS + id + ".xml"), 405, "method-not-allowed");
    failure(Api.admin().body("{}").post(Api.ELEMENTS + id), 405, "method-not-allowed");
  }

  private static void put(int id, String body) {
    Response edited = Api.admin().body(body).put(Api.ELEMENTS + id);
    assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
  }

  private static String title(int id) {
    return Api.guest().get(Api.ELEMENTS + id).path("data.document.properties.title");
  }

  private static void failure(Response response, int status, String code) {
    FailureShape.assertThatIt(response, Envelope.B, status, code);
  }
}
