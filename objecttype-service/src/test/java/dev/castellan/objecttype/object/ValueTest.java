package dev.castellan.objecttype.object;

import static dev.castellan.objecttype.Api.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ValueTest {

  private String type;

  @BeforeEach
  void shouldHaveAType() {
    type = Api.type("Values");
  }

  @ParameterizedTest
  @CsvSource({
    "88, 88",
    "\"88\", 88",
    "1.50, 1.5",
    "12345678.12345678, 12345678.12345678",
    "\"-99999999.99999999\", -99999999.99999999",
    "1e3, 1000",
    "0.00000001, 0.00000001",
    "-0, 0",
    "100, 100"
  })
  void shouldKeepNumbersExactly(String sent, String digits) {
    String number = Api.property(type, "Number", 2);

    String id = Api.created(Api.objects(type), "{\"%s\":%s}".formatted(number, sent));

    assertThat(Api.values(type, id)).containsEntry("Number", digits);
    assertThat(Api.get(Api.objects(type)).asString())
        .isEqualTo("[{\"id\":\"%s\",\"Number\":%s}]".formatted(id, digits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789", "0.123456789", "\"many\"", "1e999999999", "true", "[1]"})
  void shouldRefuseWhatIsNoNumberOfEightAndEightDigits(String sent) {
    String number = Api.property(type, "Number", 2);

    Response refused =
        asAdmin().body("{\"%s\":%s}".formatted(number, sent)).post(Api.objects(type));

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.contentType()).startsWith("application/problem+json");
    assertThat(refused.jsonPath().getString("errors[0].field")).isEqualTo("Number");
  }

  @ParameterizedTest
  @CsvSource({
    "5, true, true",
    "5, \"0\", false",
    "5, 1, true",
    "8, \"2024-02-29\", 2024-02-29",
    "9, \"2024-02-29 13:05\", 2024-02-29 13:05",
    "9, \"2024-02-29T13:05:59\", 2024-02-29 13:05",
    "9, \"2024-02-29T01:05:00+02:00\", 2024-02-28 23:05",
    "1, '\"Grüße, 世界\"', 'Grüße, 世界'",
    "1, 88, 88",
    "6, \"two\\nlines\", 'two\nlines'"
  })
  void shouldStoreEachTypeInItsOwnForm(int kind, String sent, String shown) {
    String property = Api.property(type, "Value", kind);

    String id = Api.created(Api.objects(type), "{\"%s\":%s}".formatted(property, sent));

    assertThat(String.valueOf(Api.values(type, id).get("Value"))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "5, \"yes\"",
    "8, \"2023-02-29\"",
    "8, \"2024-02-29 10:00\"",
    "9, \"2024-02-29\"",
    "9, \"2024-02-29 25:00\"",
    "1, {}",
    "1, \"\\u0000\"",
    "1, \"\\ud800\"",
    "3, \"no-uuid\"",
    "4, \"unknown\""
  })
  void shouldRefuseWhatIsNoValueOfTheType(int kind, String sent) {
    Map<String, Object> more = new HashMap<>();
    if (kind == 3) {
      more.put("type_objtype", type);
    }
    if (kind == 4) {
      more.put("type_valuemap", Api.created("/valuemap", Map.of("name", "Map")));
    }
    String property = Api.property(type, "Value", kind, more);

    asAdmin()
        .body("{\"%s\":%s}".formatted(property, sent))
        .post(Api.objects(type))
        .then()
        .statusCode(422)
        .body("code", equalTo("invalid"))
        .body("errors[0].field", equalTo("Value"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 11, 12})
  void shouldRefuseNumbersWhoseDigitsWouldFillTheMemory(int kind) {
    String property = Api.property(type, "Value", kind);

    for (String number : List.of("1e999999999", "1e-999999999", "1".repeat(101))) {
      asAdmin()
          .body("{\"%s\":%s}".formatted(property, number))
          .post(Api.objects(type))
          .then()
          .statusCode(422)
          .body("errors[0].field", equalTo("Value"));
    }
  }

  @Test
  void shouldPointToObjectsAndValuesAndShowTheirNames() {
    String map =
        Api.created(
            "/valuemap", Map.of("name", "States", "value", List.of(Map.of("name", "running"))));
    String running = Api.get("/valuemap/" + map).jsonPath().getString("value[0].id");
    String racks = Api.type("Rack");
    String rackName = Api.property(racks, "Name", 1);
    String height = Api.property(racks, "Height", 2);
    String rack = Api.object(racks, Map.of(rackName, "R1", height, 42));
    String at = Api.property(type, "Rack", 3, Map.of("type_objtype", racks));
    String state = Api.property(type, "State", 4, Map.of("type_valuemap", map));

    String id = Api.object(type, Map.of(at, Map.of("id", rack), state, "running"));

    assertThat(Api.get(Api.objects(type)).asString())
        .isEqualTo("[{\"id\":\"%s\",\"Rack\":\"R1, 42\",\"State\":\"running\"}]".formatted(id));
    assertThat(Api.get(Api.path(type, id)).asString())
        .contains("\"value\":\"%s\",\"text\":\"R1, 42\"".formatted(rack))
        .contains("\"value\":\"%s\",\"text\":\"running\"".formatted(running));
    assertThat(Api.get(Api.objects(type) + "?format=uuid").jsonPath().getMap("[0]"))
        .isEqualTo(Map.of("id", id, at, rack, state, running));
    assertThat(
            Api.get(Api.objects(type) + "?format=full").jsonPath().getMap("[0]." + "'" + at + "'"))
        .isEqualTo(Map.of("label", "Rack", "type", 3, "value", rack, "text", "R1, 42"));
    assertThat(Api.ids(Api.get(Api.objects(type) + "?filter=State==running"))).containsExactly(id);
    assertThat(Api.ids(Api.get(Api.objects(type) + "?filter=State=out=(running)"))).isEmpty();
    assertThat(Api.ids(Api.get(Api.objects(type) + "?filter=State==" + running)))
        .containsExactly(id);
    Api.get(Api.objects(type) + "?filter=State==broken").then().statusCode(400);
    Api.put("/valuemap/" + map + "/value/" + running, Map.of("name", "broken"));
    assertThat(Api.ids(Api.get(Api.objects(type) + "?filter=State==broken"))).containsExactly(id);
  }

  @Test
  void shouldNotPointToAnObjectOfAnotherType() {
    String others = Api.type("Other");
    String wrong = Api.object(others, Map.of());
    String at = Api.property(type, "Peer", 3, Map.of("type_objtype", type));

    for (String target : List.of(wrong, "11111111-1111-4111-8111-111111111111")) {
      asAdmin()
          .body(Map.of(at, target))
          .post(Api.objects(type))
          .then()
          .statusCode(422)
          .body("detail", containsString("Peer"));
    }
  }

  @Test
  void shouldCutShortNamesAtFortyEightCharacters() {
    String name = Api.property(type, "Name", 1);
    String peer = Api.property(type, "Peer", 3, Map.of("type_objtype", type));
    String exact = Api.object(type, Map.of(name, "x".repeat(48)));
    String longer = Api.object(type, Map.of(name, "y".repeat(49)));

    String one = Api.object(type, Map.of(peer, exact));
    String other = Api.object(type, Map.of(peer, longer));

    assertThat(Api.get(Api.path(type, one)).jsonPath().getString("[1].text"))
        .isEqualTo("x".repeat(48));
    assertThat(Api.get(Api.path(type, other)).jsonPath().getString("[1].text"))
        .isEqualTo("y".repeat(45) + "...");
  }

  @Test
  void shouldNameObjectsThatPointToEachOtherInACircle() {
    String peer = Api.property(type, "Peer", 3, Map.of("type_objtype", type));
    String name = Api.property(type, "Name", 1);
    String one = Api.object(type, Map.of(name, "one"));
    String other = Api.object(type, Map.of(name, "other", peer, one));
    Api.put(Api.path(type, one), Map.of(peer, other)).then().statusCode(200);

    assertThat(Api.get(Api.path(type, one)).jsonPath().getString("[0].text"))
        .startsWith("other, one, other")
        .hasSizeLessThanOrEqualTo(48);
  }

  @Test
  void shouldTakeNamesAndUuidsAndRefuseUnknownOnes() {
    Api.property(type, "Name", 1);

    String id = Api.object(type, Map.of("Name", "by name"));

    assertThat(Api.values(type, id)).containsEntry("Name", "by name");
    asAdmin()
        .body(Map.of("Nmae", 1, "Other", 2))
        .post(Api.objects(type))
        .then()
        .statusCode(422)
        .body("errors.field", containsInAnyOrder("Nmae", "Other"));
  }

  @Test
  void shouldShowTheNumbersOfOneObjectAsText() {
    String number = Api.property(type, "Number", 2);
    String id = Api.object(type, Map.of(number, 1.5));

    assertThat(Api.get(Api.path(type, id) + "?format=uuid").asString())
        .isEqualTo("{\"id\":\"%s\",\"%s\":\"1.5\"}".formatted(id, number));
    assertThat(Api.get(Api.path(type, id) + "?format=full").asString())
        .contains("\"value\":\"1.5\",\"text\":\"1.5\"");
  }

  @Test
  void shouldEnforceRequiredValues() {
    String name = Api.property(type, "Name", 1, Map.of("required", true));
    asAdmin().body(Map.of()).post(Api.objects(type)).then().statusCode(422);
    asAdmin().body(Map.of(name, " ")).post(Api.objects(type)).then().statusCode(422);
    String id = Api.object(type, Map.of(name, "x"));
    Map<String, Object> cleared = new HashMap<>();
    cleared.put(name, null);

    Api.put(Api.path(type, id), cleared).then().statusCode(422);
    Api.put(Api.path(type, id), Map.of()).then().statusCode(200);
    assertThat(Api.values(type, id)).containsEntry("Name", "x");
  }

  @Test
  void shouldEnforcePatterns() {
    String name = Api.property(type, "Host", 1, Map.of("regex", "[a-z]+(-[a-z]+)*"));

    Api.object(type, Map.of(name, "web-one"));

    asAdmin().body(Map.of(name, "Web 1")).post(Api.objects(type)).then().statusCode(422);
    asAdmin()
        .body(Map.of("name", "Bad", "type", 1, "regex", "(a"))
        .post("/objecttype/" + type + "/property")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("regex"));
  }

  @Test
  void shouldEnforceUniqueValues() {
    String name = Api.property(type, "Name", 1);
    String one = Api.object(type, Map.of(name, "a"));
    String two = Api.object(type, Map.of(name, "a"));
    String property = "/objecttype/" + type + "/property/" + name;
    Api.put(property, Map.of("unique", true))
        .then()
        .statusCode(409)
        .body("code", equalTo("value-taken"));
    Api.put(Api.path(type, two), Map.of(name, "b")).then().statusCode(200);
    Api.put(property, Map.of("unique", true)).then().statusCode(200);

    asAdmin().body(Map.of(name, "a")).post(Api.objects(type)).then().statusCode(409);
    Api.put(Api.path(type, two), Map.of(name, "a")).then().statusCode(409);
    Api.put(Api.path(type, one), Map.of(name, "c")).then().statusCode(200);
    Api.put(Api.path(type, two), Map.of(name, "a")).then().statusCode(200);
    asAdmin().delete(Api.path(type, two)).then().statusCode(200);
    Api.object(type, Map.of(name, "a"));
  }

  @Test
  void shouldWriteOnlyWhatIsSentAndTakeAwayWhatIsNull() {
    String name = Api.property(type, "Name", 1);
    String number = Api.property(type, "Number", 2);
    String id = Api.object(type, Map.of(name, "x", number, 1));
    Map<String, Object> cleared = new HashMap<>();
    cleared.put(number, null);

    Api.put(Api.path(type, id), cleared).then().statusCode(200);

    Map<String, Object> expected = new HashMap<>();
    expected.put("Name", "x");
    expected.put("Number", null);
    assertThat(Api.values(type, id)).isEqualTo(expected);
  }
}
