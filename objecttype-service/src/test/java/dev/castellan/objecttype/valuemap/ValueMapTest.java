package dev.castellan.objecttype.valuemap;

import static dev.castellan.objecttype.Api.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ValueMapTest {

  @Test
  void shouldShowValuesInTheOrderOfNamesOrOfPositions() {
    String map = Api.created("/valuemap", Map.of("name", "Sizes"));
    String values = "/valuemap/" + map + "/value";
    for (String each : List.of("small", "large", "medium")) {
      asAdmin().body(Map.of("name", each)).post(values).then().statusCode(201);
    }

    assertThat(Api.get(values).jsonPath().getList("name"))
        .isEqualTo(List.of("large", "medium", "small"));
    Api.put("/valuemap/" + map, Map.of("prio", true)).then().statusCode(200);
    assertThat(Api.get(values).jsonPath().getList("name"))
        .isEqualTo(List.of("small", "large", "medium"));
    asAdmin().body(Map.of("name", "small")).post(values).then().statusCode(409);
  }

  @Test
  void shouldTakeTheListAsTheWhole() {
    String map =
        Api.created(
            "/valuemap",
            Map.of("name", "Sizes", "value", List.of(Map.of("name", "a"), Map.of("name", "b"))));
    String first = Api.get("/valuemap/" + map).jsonPath().getString("value[0].id");
    String second = Api.get("/valuemap/" + map).jsonPath().getString("value[1].id");

    Api.put(
            "/valuemap/" + map,
            Map.of(
                "value",
                List.of(
                    Map.of("id", second, "name", "a"),
                    Map.of("id", first, "name", "b"),
                    Map.of("name", "c"))))
        .then()
        .statusCode(200);

    assertThat(Api.get("/valuemap/" + map).jsonPath().getList("value.name"))
        .isEqualTo(List.of("a", "b", "c"));
    assertThat(Api.get("/valuemap/" + map).jsonPath().getString("value[0].id")).isEqualTo(second);
  }

  @Test
  void shouldKeepWhatIsInUse() {
    String map =
        Api.created("/valuemap", Map.of("name", "States", "value", List.of(Map.of("name", "on"))));
    String on = Api.get("/valuemap/" + map).jsonPath().getString("value[0].id");
    String type = Api.type("Uses");
    String state = Api.property(type, "State", 4, Map.of("type_valuemap", map));
    String object = Api.object(type, Map.of(state, on));

    asAdmin()
        .delete("/valuemap/" + map)
        .then()
        .statusCode(409)
        .body("code", equalTo("valuemap-in-use"));
    asAdmin()
        .delete("/valuemap/" + map + "/value/" + on)
        .then()
        .statusCode(409)
        .body("code", equalTo("value-in-use"));
    Api.put("/valuemap/" + map, Map.of("value", List.of())).then().statusCode(409);
    Api.put("/valuemap/" + map + "/value/" + on, Map.of("name", "running")).then().statusCode(200);
    assertThat(Api.get(Api.objects(type)).jsonPath().getString("[0].State")).isEqualTo("running");
    asAdmin().delete(Api.path(type, object)).then().statusCode(200);
    asAdmin().delete("/valuemap/" + map + "/value/" + on).then().statusCode(200);
  }
}
