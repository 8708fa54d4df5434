package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was hidden must not go on standing in what was once made of it, wherever that is. */
@QuarkusTest
@WithTestResource(Backends.class)
class RetitlingTest {

  @BeforeEach
  void empty() {
    Api.empty();
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldLeaveNothingOfAHiddenNameInBills() {
    Api.sample();
    int person = Api.create("DEVPERSON", Map.of("dev_firstname", "Ann", "dev_lastname", "Hush"));
    int bill = bill("Bill 1", person);
    Api.admin().body("").post(Api.ELEMENTS + bill + "/revisions/");
    int thrown = bill("Bill 2", person);
    Api.admin().delete(Api.ELEMENTS + thrown);
    List<String> paths = new ArrayList<>(pathsOf(bill));
    paths.add("/api/v2/trash/" + thrown);
    paths.add(Api.STRUCTURES + "DEVBILL/smart-elements/?slice=all&fields=document.attributes");
    for (String path : paths) {
      assertThat(Api.guest().get(path).asString()).as(path).contains("Hush");
    }
    ObjectNode definition = definition("DEVPERSON");
    field(definition, "dev_title").put("compute", "{dev_firstname}");
    field(definition, "dev_lastname").putObject("access").put("guest", "None");

    put("DEVPERSON", definition.toString());

    for (String path : paths) {
      Response shown = Api.guest().get(path);
      assertThat(shown.statusCode()).as(path).isEqualTo(200);
      assertThat(shown.asString()).as(path).doesNotContain("Hush").contains("Ann");
    }
    assertThat(shownOf(bill).at("/properties/title").asText()).isEqualTo("Bill 1 Ann");
    assertThat(shownOf(bill).at("/attributes/bill_author_display/value").asText()).isEqualTo("Ann");
    for (String filter : new String[] {"title==*Hush*", "bill_author_display==*Hush*"}) {
      assertThat(
              Api.guest()
                  .get(Api.STRUCTURES + "DEVBILL/smart-elements/?filter=" + filter)
                  .<Integer>path("data.requestParameters.length"))
          .isZero();
    }
    assertThat(
            Api.admin()
                .get(Api.ELEMENTS + person)
                .<String>path("data.document.attributes.dev_lastname.value"))
        .isEqualTo("Hush");
  }

  @Test
  void shouldLeaveNothingInThoseThatShowEachOther() {
    String member =
        """
        {'name':'MEMBER','fields':[
          {'id':'m_code','type':'text'},
          {'id':'m_name','type':'text','title':true},
          {'id':'m_boss','type':'docid','target':'MEMBER'},
          {'id':'m_boss_name','type':'text','title':true,'compute':'{m_boss}',
           'access':{'*':'Read'}}],
         'rights':{'guest':['view']}}
        """;
    Api.structure(member);
    Api.structure(
        """
        {'name':'TEAM','fields':[
          {'id':'t_head','type':'docid','target':'MEMBER'},
          {'id':'t_head_name','type':'text','title':true,'compute':'of {t_head}',
           'access':{'*':'Read'}}],
         'rights':{'guest':['view']}}
        """);
    int one = Api.create("MEMBER", Map.of("m_code", "c1", "m_name", "Hush"));
    int two = Api.create("MEMBER", Map.of("m_code", "c2", "m_name", "Mum", "m_boss", "" + one));
    edit(one, Map.of("m_boss", "" + two));
    int team = Api.create("TEAM", Map.of("t_head", "" + one));
    assertThat(shownOf(team).toString()).contains("of Hush Mum Hush");

    put(
        "MEMBER",
        member
            .replace("'m_code','type':'text'", "'m_code','type':'text','title':true")
            .replace(
                "'m_name','type':'text','title':true",
                "'m_name','type':'text','access':{'*':'None'}"));

    for (int each : new int[] {one, two, team}) {
      for (String path : pathsOf(each)) {
        assertThat(Api.guest().get(path).asString()).as(path).doesNotContain("Hush", "Mum");
      }
    }
    assertThat(shownOf(one).at("/properties/title").asText()).startsWith("c1 c2");
    assertThat(shownOf(two).at("/properties/title").asText()).startsWith("c2 c1");
    assertThat(shownOf(team).at("/properties/title").asText())
        .isEqualTo("of " + shownOf(one).at("/properties/title").asText());
  }

  @Test
  void shouldLeaveNothingWhereARelationLedBeforeItsTargetChanged() {
    String name =
        "{'name':'%s','fields':[{'id':'x_code','type':'text','title':%s},"
            + "{'id':'x_name','type':'text','title':%s}],'rights':{'guest':['view']}}";
    String note =
        """
        {'name':'NOTE','fields':[
          {'id':'n_about','type':'docid','target':'%s'},
          {'id':'n_about_name','type':'text','title':true,'compute':'{n_about}',
           'access':{'*':'Read'}}],
         'rights':{'guest':['view']}}
        """;
    Api.structure(name.formatted("OLD", false, true));
    Api.structure(name.formatted("NEW", false, true));
    Api.structure(note.formatted("OLD"));
    int old = Api.create("OLD", Map.of("x_code", "c1", "x_name", "Hush"));
    int about = Api.create("NOTE", Map.of("n_about", "" + old));
    put("NOTE", note.formatted("NEW"));
    assertThat(shownOf(about).at("/properties/title").asText()).isEqualTo("Hush");

    put("OLD", name.formatted("OLD", true, false));

    assertThat(shownOf(about).at("/properties/title").asText()).isEqualTo("c1");
    assertThat(shownOf(about).at("/attributes/n_about_name/value").asText()).isEqualTo("c1");
  }

  @Test
  void shouldMakeNothingAnewWhenAnEnumerationGetsAnItem() {
    String card =
        """
        {'name':'CARD','fields':[
          {'id':'c_kind','type':'enum','title':true,'enum':[
            {'key':'a','label':{'en':'Advice','fr':'Conseil'}}]}],
         'rights':{'guest':['view']}}
        """;
    Api.structure(card);
    int id = Api.create("CARD", Map.of("c_kind", "a"));
    Api.run("update element set title = 'as it stands' where id = " + id);
    String more = card.replace("Conseil'}}", "Avis'}},{'key':'b','label':'Bill'}");

    put("CARD", more);

    assertThat(shownOf(id).at("/properties/title").asText()).isEqualTo("as it stands");
    put("CARD", more.replace("Advice", "Counsel"));
    assertThat(shownOf(id).at("/properties/title").asText()).isEqualTo("Counsel");
  }

  private static int bill(String title, int author) {
    return Api.create("DEVBILL", Map.of("bill_title", title, "bill_author", "" + author));
  }

  private static List<String> pathsOf(int id) {
    String element = Api.ELEMENTS + id;
    return List.of(element, element + ".xml", element + "/revisions/0", element + "/revisions/");
  }

  private static void edit(int id, Map<String, ?> values) {
    Response edited = Api.admin().body(Api.body(values)).put(Api.ELEMENTS + id);
    assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
  }

  private static void put(String structure, String definition) {
    Response changed =
        Api.admin().body(definition.replace('\'', '"')).put(Api.STRUCTURES + structure);
    assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
  }

  private static JsonNode shownOf(int id) {
    return Api.tree(Api.guest().get(Api.ELEMENTS + id)).at("/data/document");
  }

  private static ObjectNode definition(String structure) {
    return (ObjectNode)
        Api.tree(Api.admin().get(Api.STRUCTURES + structure + "?fields=family.definition"))
            .at("/data/family/definition");
  }

  private static ObjectNode field(ObjectNode definition, String id) {
    for (JsonNode each : definition.path("fields")) {
      if (each.path("id").asText().equals(id)) {
        return (ObjectNode) each;
      }
    }
    throw new AssertionError("no field " + id);
  }
}
