package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.objecttype.Api;
import dev.castellan.objecttype.Database;
import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class BulkTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private String type;

  @BeforeEach
  void shouldHaveAType() {
    type = Api.type("Bulk");
    Api.property(type, "Name", 1, Map.of("unique", true));
    Api.property(type, "Number", 2);
  }

  private Response send(String query, String... lines) {
    return TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
        .post(Api.objects(type) + "/bulk" + query);
  }

  private static List<JsonNode> results(Response response) throws Exception {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    assertThat(response.contentType()).startsWith("application/x-ndjson");
    List<JsonNode> results = new ArrayList<>();
    for (String line : response.asString().split("\n")) {
      results.add(JSON.readTree(line));
    }
    return results;
  }

  private static String create(String name) {
    return "{\"op\":\"create\",\"values\":{\"Name\":\"" + name + "\"}}";
  }

  private List<String> names() {
    return Api.get(Api.objects(type) + "?sort=Name").jsonPath().getList("Name");
  }

  @Test
  void shouldCreateUpdateAndDeleteLineByLine() throws Exception {
    String old = Api.object(type, Map.of("Name", "old"));
    String gone = Api.object(type, Map.of("Name", "gone"));

    List<JsonNode> results =
        results(
            send(
                "",
                create("new"),
                "",
                "{\"id\":\"" + old + "\",\"values\":{\"Name\":\"renamed\"}}",
                "{\"op\":\"delete\",\"id\":\"" + gone + "\"}"));

    assertThat(results).extracting(each -> each.get("line").asInt()).containsExactly(1, 3, 4);
    assertThat(results)
        .extracting(each -> each.get("status").asInt())
        .containsExactly(201, 200, 200);
    assertThat(names()).containsExactly("new", "renamed");
    assertThat(Api.log(type, old).getList("action")).containsExactly(2, 1);
    assertThat(Api.log(type, gone).getList("action")).containsExactly(9, 1);
  }

  @Test
  void shouldDoWhatCanBeDone() throws Exception {
    Api.object(type, Map.of("Name", "taken"));

    List<JsonNode> results =
        results(
            send(
                "",
                create("a"),
                create("taken"),
                "{\"values\":{\"Number\":\"many\"}}",
                "{\"op\":\"delete\",\"id\":\"11111111-1111-4111-8111-111111111111\"}",
                "{\"op\":\"explode\"}",
                "no json",
                create("b")));

    assertThat(results)
        .extracting(each -> each.get("status").asInt())
        .containsExactly(201, 409, 422, 404, 422, 400, 201);
    assertThat(results.get(2).get("errors").get(0).get("field").asText()).isEqualTo("Number");
    assertThat(names()).containsExactly("a", "b", "taken");
  }

  @Test
  void shouldDoAllOrNothing() {
    send("?atomic=true", create("a"), "{\"values\":{\"Number\":\"x\"}}", "[]")
        .then()
        .statusCode(422)
        .body("errors.line", equalTo(List.of(2, 3)));
    send(
            "?atomic=true",
            create("a"),
            "{\"op\":\"delete\",\"id\":\"11111111-1111-4111-8111-111111111111\"}")
        .then()
        .statusCode(422)
        .body("detail", containsString("line 2"));
    send("?atomic=true", create("b"), create("a"), create("a"), create("b"))
        .then()
        .statusCode(422)
        .body("errors.line", equalTo(List.of(3, 4)))
        .body("errors.code", equalTo(List.of("value-taken", "value-taken")));
    assertThat(names()).isEmpty();

    send("?atomic=true", create("a"), create("b")).then().statusCode(200);
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void shouldLeaveOutWhatIsRefusedAndDoTheRestTogether() throws Exception {
    Api.object(type, Map.of("Name", "taken"));
    String[] lines =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    switch (i % 10) {
                      case 3 -> create("taken");
                      case 6 -> create("n" + (i - 1));
                      case 9 -> "{\"id\":\"11111111-1111-4111-8111-111111111111\",\"values\":{}}";
                      default -> create("n" + i);
                    })
            .toArray(String[]::new);

    List<JsonNode> results = results(send("", lines));

    assertThat(results)
        .extracting(each -> each.get("status").asInt())
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(i -> i % 10 == 3 || i % 10 == 6 ? 409 : i % 10 == 9 ? 404 : 201)
                .toList());
    assertThat(names()).hasSize(71);
    assertThat(
            Database.text(
                "select count(distinct xmin::text) from object where type_id = '%s'", type))
        .as("transactions, with that of the object before")
        .isEqualTo("2");
  }

  @Test
  void shouldDoTheLinesBeforeOneThatIsTooLong() throws Exception {
    List<JsonNode> results =
        results(send("", create("a"), create("x".repeat(1_100_000)), create("b")));

    assertThat(results).extracting(each -> each.get("line").asInt()).containsExactly(1, 2);
    assertThat(results).extracting(each -> each.get("status").asInt()).containsExactly(201, 413);
    assertThat(names()).containsExactly("a");
  }

  @Test
  void shouldAnswerForWhatIsDoneWhenTheDatabaseFailsInTheMiddle() throws Exception {
    Database.run(
        """
        create function refuse() returns trigger language plpgsql as
          $$ begin raise exception 'broken'; end $$;
        create trigger refuse before insert on object for each row
          when (new.data::text like '%%n0700%%' and new.type_id = '%s') execute function refuse();
        """,
        type);
    try {
      String[] lines =
          IntStream.range(0, 1_200)
              .mapToObj(i -> create("n%04d".formatted(i)))
              .toArray(String[]::new);

      List<JsonNode> results = results(send("", lines));

      assertThat(results).hasSize(1_000);
      assertThat(results.subList(0, 500)).allMatch(each -> each.get("status").asInt() == 201);
      assertThat(results.subList(500, 1_000)).allMatch(each -> each.get("status").asInt() == 500);
      assertThat(names()).hasSize(500);
    } finally {
      Database.run("drop trigger refuse on object; drop function refuse()");
    }
  }

  @Test
  void shouldNotReadALineForATypeThatIsNotThere() {
    TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body(create("a").getBytes(StandardCharsets.UTF_8))
        .post(Api.objects("11111111-1111-4111-8111-111111111111") + "/bulk")
        .then()
        .statusCode(404)
        .body("code", equalTo("objecttype-not-found"));
  }

  @Test
  void shouldTakeThousandsAndExportThemInTheSameOrder() {
    String[] lines =
        IntStream.range(0, 2_500)
            .mapToObj(i -> "{\"values\":{\"Name\":\"n%04d\",\"Number\":%d.5}}".formatted(i, i))
            .toArray(String[]::new);

    assertThat(send("", lines).asString().lines())
        .hasSize(2_500)
        .allMatch(each -> each.contains(":201"));

    String csv =
        TestTokens.asGuest().accept("text/csv").get(Api.objects(type) + "?sort=-Name").asString();
    assertThat(csv.lines().limit(2))
        .satisfiesExactly(
            head -> assertThat(head).isEqualTo("id,Name,Number"),
            first -> assertThat(first).endsWith(",n2499,2499.5"));
    assertThat(csv.lines()).hasSize(2_501);
    String ndjson =
        TestTokens.asGuest()
            .accept("application/x-ndjson")
            .get(Api.objects(type) + "?filter=Number=lt=1500&fields=Name")
            .asString();
    assertThat(ndjson.lines()).hasSize(1_500);
    assertThat(ndjson.lines().limit(1).collect(Collectors.joining()))
        .matches("\\{\"id\":\"[-0-9a-f]{36}\",\"Name\":\"n0000\"}");
  }

  @Test
  void shouldExportTheHeaderOfAnEmptyList() {
    assertThat(TestTokens.asGuest().accept("text/csv").get(Api.objects(type)).asString())
        .isEqualTo("id,Name,Number\r\n");
  }

  @Test
  void shouldExportWhatNeedsQuotes() {
    String id = Api.object(type, Map.of("Name", "a \"b\", c\nd"));

    String csv = TestTokens.asGuest().accept("text/csv").get(Api.objects(type)).asString();

    assertThat(csv).isEqualTo("id,Name,Number\r\n" + id + ",\"a \"\"b\"\", c\nd\",\r\n");
  }

  @Test
  void shouldRefuseABadExportBeforeTheFirstByte() {
    TestTokens.asGuest()
        .accept("text/csv")
        .get(Api.objects(type) + "?sort=no.such")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    TestTokens.asGuest()
        .accept("text/csv")
        .get(Api.objects(type) + "?format=full")
        .then()
        .statusCode(400);
    for (String paging : List.of("limit=2", "cursor=x", "count=true")) {
      for (String form : List.of("text/csv", "application/x-ndjson")) {
        TestTokens.asGuest()
            .accept(form)
            .get(Api.objects(type) + "?" + paging)
            .then()
            .statusCode(400);
      }
    }
  }

  @Test
  void shouldAnswerJsonUnlessAskedForAnotherForm() {
    for (String accept : List.of("*/*", "application/json")) {
      assertThat(TestTokens.asGuest().accept(accept).get(Api.objects(type)).contentType())
          .startsWith("application/json");
    }
  }
}
