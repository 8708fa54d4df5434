package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.element.document.ElementReader;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementListTest {

  private static final String NOTES = Api.STRUCTURES + "NOTE/smart-elements/";

  private static boolean loaded;

  @Inject ElementReader reader;

  /** Once; but before the first test the address of the service is not known. */
  @BeforeEach
  void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    Api.empty();
    Api.structure(
        """
        {'name':'NOTE','fields':[
          {'id':'n_title','type':'text','title':true},
          {'id':'n_rank','type':'int','indexed':true},
          {'id':'n_tags','type':'text','multiple':true},
          {'id':'n_frame','type':'frame'}],
         'rights':{'guest':['view']}}
        """);
    Api.structure("{'name':'MEMO','extends':'NOTE','fields':[{'id':'m_text','type':'text'}]}");
    for (int i = 1; i <= 6; i++) {
      Api.create("NOTE", Map.of("n_title", "N" + i % 3, "n_rank", 10 - i));
    }
    Api.create("NOTE", Map.of("n_title", "none"));
    Api.create("MEMO", Map.of("n_title", "memo", "n_rank", 5, "m_text", "x"));
    Api.structure("{'name':'SECRET','fields':[{'id':'s_text','type':'text','title':true}]}");
    Api.create("SECRET", Map.of("s_text", "nobody knows"));
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldListStructuresAndElementsThatTheCallerMayView() {
    assertThat(titles(Api.guest().get(Api.ELEMENTS + "?slice=all")))
        .containsExactlyInAnyOrder(
            "MEMO", "memo", "N0", "N0", "N1", "N1", "N2", "N2", "none", "NOTE");
    assertThat(titles(Api.admin().get(Api.ELEMENTS + "?slice=all")))
        .contains("nobody knows", "SECRET");
    assertThat(titles(Api.guest().get(Api.STRUCTURES))).containsExactlyInAnyOrder("MEMO", "NOTE");
  }

  @Test
  void shouldListAStructureWithThoseThatExtendIt() {
    assertThat(titles(Api.guest().get(NOTES + "?slice=all"))).hasSize(8).contains("memo");
    assertThat(titles(Api.guest().get(Api.STRUCTURES + "memo/smart-elements")))
        .containsExactly("memo");
    assertThat(titles(Api.guest().get(Api.STRUCTURES + "SECRET/smart-elements"))).isEmpty();
  }

  @Test
  void shouldOrderByAField() {
    JsonPath list =
        Api.guest()
            .get(NOTES + "?slice=all&orderBy=n_rank:asc&fields=document.attributes.n_rank")
            .jsonPath();

    assertThat(list.getList("data.documents.attributes.n_rank.value"))
        .containsExactly(4, 5, 5, 6, 7, 8, 9, null);
    assertThat(list.getString("data.requestParameters.orderBy")).isEqualTo("n_rank asc, id desc");
  }

  @Test
  void shouldCutTheSliceOutOfTheOrder() {
    List<Object> all = ids(NOTES + "?slice=all&orderBy=n_rank:desc");

    for (int offset = 0; offset <= 9; offset++) {
      String query = "?slice=3&orderBy=n_rank:desc&offset=" + offset;
      assertThat(ids(NOTES + query))
          .as(query)
          .isEqualTo(all.subList(Math.min(offset, 8), Math.min(offset + 3, 8)));
    }
  }

  @ParameterizedTest
  @CsvSource({"title:asc", "n_rank:asc", "n_rank:desc", "'title:desc,n_rank:asc'", "id:asc"})
  void shouldShowEachElementOnceGoingOnByCursor(String order) {
    List<Object> seen = new ArrayList<>();
    String next = "?slice=2&orderBy=" + order;
    while (next != null) {
      RequestSpecification plain = Api.guest().urlEncodingEnabled(false);
      Response page = plain.get(NOTES + next);
      seen.addAll(page.jsonPath().getList("data.documents.properties.id"));
      next = next(page);
    }
    assertThat(seen).isEqualTo(ids(NOTES + "?slice=all&orderBy=" + order));
  }

  @Test
  void shouldFilterByPropertiesAndFields() {
    Response found = Api.guest().get(NOTES + "?filter=n_rank=gt=6;title==N*&count=true&slice=1");

    assertThat(found.header("X-Total-Count")).isEqualTo("3");
    assertThat(titles(Api.guest().get(Api.ELEMENTS + "?filter=title=in=(memo,NOTE)")))
        .containsExactlyInAnyOrder("memo", "NOTE");
    assertThat(titles(Api.guest().get(Api.ELEMENTS + "?filter=title=='*nobody*'"))).isEmpty();
  }

  @Test
  void shouldShowFieldsThatAreAskedForAndEmptyOnesWhereThereAreNone() {
    JsonPath list =
        Api.guest()
            .get(
                Api.ELEMENTS
                    + "?filter=title=in=(memo,NOTE)&fields=document.properties,"
                    + "document.attributes.m_text,document.attributes.never")
            .jsonPath();

    assertThat(list.getList("data.documents.attributes.m_text.value"))
        .containsExactlyInAnyOrder("x", null);
    assertThat(list.getList("data.documents.attributes.never.value")).containsExactly(null, null);
    assertThat(list.getMap("data.documents[0].properties")).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slice=some             | ROUTES0139",
        "slice=-1               | ROUTES0139",
        "slice=10001            | ''",
        "offset=first           | ROUTES0139",
        "orderBy=colour:asc     | CRUD0502",
        "orderBy=n_rank:upwards | CRUD0501",
        "orderBy=n_frame        | CRUD0507",
        "orderBy=n_tags         | CRUD0507",
        "fields=document.properties.colour | CRUD0202",
        "fields=document.properties,colour | ROUTES0103",
        "fields=document.colour            | ROUTES0103",
        "fields=requestParameters.slice,requestParameters.orderBy | ''",
        "filter=colour==red     | bad-parameter",
        "filter=n_rank==high    | bad-parameter",
        "cursor=abc             | bad-parameter"
      })
  void shouldNameWhatCannotBeAskedOfAStructure(String query, String code) {
    Response answer = Api.guest().get(NOTES + "?" + query);

    if (code.isEmpty()) {
      assertThat(answer.statusCode()).isEqualTo(200);
    } else {
      FailureShape.assertThatIt(answer, Envelope.B, 400, code);
    }
  }

  @Test
  void shouldKnowOnlyPropertiesOverAllStructures() {
    FailureShape.assertThatIt(
        Api.guest().get(Api.ELEMENTS + "?orderBy=n_rank"), Envelope.B, 400, "CRUD0506");
    FailureShape.assertThatIt(
        Api.guest().get(Api.ELEMENTS + "?filter=n_rank==1"), Envelope.B, 400, "bad-parameter");
  }

  @Test
  void shouldPassOverNothingTwiceGoingOnFromAnOffset() {
    List<Object> all = ids(NOTES + "?slice=all&orderBy=n_rank:desc");
    List<Object> seen = new ArrayList<>();
    String next = "?slice=2&offset=1&orderBy=n_rank:desc";
    while (next != null) {
      Response page = Api.guest().urlEncodingEnabled(false).get(NOTES + next);
      seen.addAll(page.jsonPath().getList("data.documents.properties.id"));
      next = next(page);
      assertThat(String.valueOf(next)).doesNotContain("offset");
    }
    assertThat(seen).isEqualTo(all.subList(1, all.size()));
    String second = next(Api.guest().get(NOTES + "?slice=2&orderBy=n_rank:desc"));
    JsonPath page =
        Api.guest().urlEncodingEnabled(false).get(NOTES + second + "&offset=5").jsonPath();
    assertThat(page.getList("data.documents.properties.id")).isEqualTo(all.subList(2, 4));
    assertThat(page.getInt("data.requestParameters.offset")).isZero();
  }

  @Test
  void shouldGoOnWhenAStructureWasMadeMeanwhile() {
    String next = next(Api.guest().get(Api.ELEMENTS + "?slice=2&orderBy=id:asc"));
    Api.structure("{'name':'LATER','fields':[],'rights':{'guest':['view']}}");

    Response page = Api.guest().urlEncodingEnabled(false).get(Api.ELEMENTS + next);

    assertThat(page.statusCode()).as(page.asString()).isEqualTo(200);
    FailureShape.assertThatIt(
        Api.guest().urlEncodingEnabled(false).get(Api.STRUCTURES + next),
        Envelope.B,
        400,
        "bad-parameter");
    Api.run("delete from structure where id = (select id from element where name = 'LATER')");
    Api.run(
        "delete from element_history where initid ="
            + " (select id from element where name = 'LATER')");
    Api.run("delete from element where name = 'LATER'");
    Api.run("update structure_stamp set stamp = nextval('ids')");
  }

  @Test
  void shouldReadLargeValuesSomeAtATime() {
    Api.structure("{'name':'BIG','fields':[{'id':'g_text','type':'longtext'}]}");
    List<Long> made = new ArrayList<>();
    for (String each : List.of("a", "b", "c", "d")) {
      made.add((long) Api.create("BIG", Map.of("g_text", each.repeat(600_000))));
    }

    assertThat(reader.some(made)).hasSize(1);
    assertThat(reader.some(made.subList(2, 4)).get(0).id()).isEqualTo(made.get(2));
    JsonPath list =
        Api.admin()
            .get(
                Api.STRUCTURES
                    + "BIG/smart-elements/?slice=all&orderBy=id:desc&fields=document.attributes")
            .jsonPath();
    List<String> texts = list.getList("data.documents.attributes.g_text.value");
    assertThat(texts.stream().map(each -> each.substring(0, 1)))
        .containsExactly("d", "c", "b", "a");
    assertThat(texts).allSatisfy(each -> assertThat(each).hasSize(600_000));
    assertThat(list.getInt("data.requestParameters.length")).isEqualTo(4);
    Api.run("update element set deleted = true where title = 'BIG' and kind = 'element'");
  }

  @Test
  void shouldKeepAnIndexOfThoseWithAndOneOfThoseWithoutAValue() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        Api.texts(
                            "select pg_get_indexdef(indexrelid) from pg_index"
                                + " where indrelid = 'element'::regclass and indisvalid"
                                + " and pg_get_indexdef(indexrelid) like '%element\\_by\\_field%'"))
                    .anyMatch(each -> each.contains("IS NOT NULL"))
                    .anyMatch(
                        each ->
                            each.contains("(structure_id, id DESC)")
                                && each.contains("IS NULL")
                                && each.contains("ANY")));
  }

  @Test
  void shouldRefuseASliceThatHoldsMoreThanTheCap() {
    Api.run(
        """
        insert into element (id, initid, revision, latest, kind, structure_id, title, owner,
                             created_at, updated_at, version)
        select nextval('ids'), currval('ids'), 0, true, 'element',
               (select id from element where name = 'SECRET'), 'many', 1, now(), now(), 1
        from generate_series(1, 10001) n
        """);

    String list = Api.STRUCTURES + "SECRET/smart-elements/?slice=";
    FailureShape.assertThatIt(Api.admin().get(list + "all"), Envelope.B, 400, "ROUTES0139");
    FailureShape.assertThatIt(Api.admin().get(list + "10001"), Envelope.B, 400, "ROUTES0139");
    assertThat(
            Api.admin()
                .get(list + "all&offset=2&filter=title==many&orderBy=id:asc")
                .<Integer>path("data.requestParameters.length"))
        .isEqualTo(9_999);
    Api.run("delete from element where title = 'many'");
  }

  private static String next(Response page) {
    String link = page.header("Link");
    return link == null ? null : link.substring(1, link.indexOf('>'));
  }

  private static List<String> titles(Response list) {
    assertThat(list.statusCode()).as(list.asString()).isEqualTo(200);
    return list.jsonPath().getList("data.documents.properties.title");
  }

  private static List<Object> ids(String path) {
    return Api.guest().get(path).jsonPath().getList("data.documents.properties.id");
  }
}
