package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.objecttype.Api;
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
    send("?atomic=true", create("a"), create("a")).then().statusCode(409);
    assertThat(names()).isEmpty();

    send("?atomic=true", create("a"), create("b")).then().statusCode(200);
    assertThat(names()).containsExactly("a", "b");
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
  }

  @Test
  void shouldAnswerJsonUnlessAskedForAnotherForm() {
    for (String accept : List.of("*/*", "application/json")) {
      assertThat(TestTokens.asGuest().accept(accept).get(Api.objects(type)).contentType())
          .startsWith("application/json");
    }
  }
}
