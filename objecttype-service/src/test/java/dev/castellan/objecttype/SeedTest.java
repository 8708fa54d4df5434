package dev.castellan.objecttype;

import static dev.castellan.objecttype.Api.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the API's document, member by member and in its order. */
@QuarkusTest
@WithTestResource(Backends.class)
class SeedTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String PROPERTY =
      """
      {
        "name": "Name",
        "type": 1,
        "type_objtype": null,
        "type_valuemap": null,
        "required": false,
        "frm_readonly": false,
        "frm_visible": true,
        "tbl_visible": true,
        "tbl_orderable": false
      }
      """;

  private String type;
  private String name;
  private String number;

  @BeforeEach
  void shouldHaveTheType() {
    type = Api.type("My ObjectType");
    name = Api.created("/objecttype/" + type + "/property", PROPERTY);
    number = Api.property(type, "2nd Property", 2);
  }

  @Test
  void shouldCreateListReadUpdateAndDeleteObjectTypes() throws Exception {
    Response created =
        asAdmin().body("{\"name\":\"My ObjectType\",\"log\":true,\"short\":2}").post("/objecttype");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(members(json(created))).containsExactly("id");
    String id = created.jsonPath().getString("id");
    assertThat(created.header("Location")).isEqualTo("/objecttype/" + id);
    List<Map<String, Object>> list = Api.get("/objecttype").jsonPath().getList("$");
    assertThat(list).contains(Map.of("id", id, "name", "My ObjectType"));
    assertThat(Api.get("/objecttype/" + id).jsonPath().getMap("$"))
        .containsEntry("name", "My ObjectType")
        .containsEntry("log", true)
        .containsEntry("short", 2);
    assertThat(
            Api.put("/objecttype/" + id, "{\"name\":\"My ObjectType\",\"log\":true,\"short\":2}")
                .asString())
        .isEqualTo("[]");
    Response deleted = asAdmin().delete("/objecttype/" + id);
    assertThat(deleted.asString()).isEqualTo("{\"delete\":true}");
    assertThat(Api.get("/objecttype/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldCreateListReadUpdateAndDeleteProperties() throws Exception {
    String properties = "/objecttype/" + type + "/property";

    JsonNode listed = json(Api.get(properties)).get(0);
    assertThat(members(listed).subList(0, 10))
        .containsExactly(
            "id",
            "name",
            "type",
            "type_objtype",
            "type_valuemap",
            "required",
            "frm_readonly",
            "frm_visible",
            "tbl_visible",
            "tbl_orderable");
    JsonNode wanted = JSON.readTree(PROPERTY);
    JsonNode read = json(Api.get(properties + "/" + name));
    wanted
        .properties()
        .forEach(
            each -> {
              assertThat(read.get(each.getKey())).as(each.getKey()).isEqualTo(each.getValue());
              assertThat(listed.get(each.getKey())).as(each.getKey()).isEqualTo(each.getValue());
            });
    assertThat(listed.get("id").asText()).isEqualTo(name);
    assertThat(Api.put(properties + "/" + name, PROPERTY).asString()).isEqualTo("[]");
    assertThat(asAdmin().delete(properties + "/" + name).asString()).isEqualTo("{\"delete\":true}");
    assertThat(Api.get(properties + "/" + name).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldCreateListReadUpdateAndDeleteObjects() throws Exception {
    String one = Api.object(type, Map.of());
    String other = Api.object(type, Map.of());
    String body =
        """
        {"%s": "My Object", "%s": "88", "relations": ["%s", "%s"]}
        """
            .formatted(name, number, one, other);

    Response created = asAdmin().body(body).post(Api.objects(type));

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(members(json(created))).containsExactly("id");
    String id = created.jsonPath().getString("id");
    assertThat(json(Api.get(Api.objects(type))).get(2))
        .hasToString("{\"id\":\"%s\",\"Name\":\"My Object\",\"2nd Property\":88}".formatted(id));
    assertThat(Api.get(Api.path(type, id)).asString())
        .isEqualTo(
            ("[{\"id\":\"%s\",\"type\":1,\"label\":\"Name\",\"value\":\"My Object\"},"
                    + "{\"id\":\"%s\",\"type\":2,\"label\":\"2nd Property\",\"value\":\"88\"}]")
                .formatted(name, number));
    assertThat(Api.ids(Api.get(Api.path(type, id) + "/relation"))).containsExactly(one, other);
    assertThat(Api.put(Api.path(type, id), body).asString()).isEqualTo("[]");
    assertThat(asAdmin().delete(Api.path(type, id)).asString()).isEqualTo("{\"delete\":true}");
    assertThat(Api.get(Api.path(type, id)).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAssignListAndUnassignRelatedObjects() throws Exception {
    String one = Api.object(type, Map.of());
    String other = Api.object(type, Map.of(name, "My Object", number, 88));
    String relations = Api.path(type, one) + "/relation";
    String shown =
        ("{\"id\":\"%s\",\"objtype\":\"%s\",\"objtype_name\":\"My ObjectType\","
                + "\"Name\":\"My Object\",\"2nd Property\":\"88\"}")
            .formatted(other, type);

    Response available =
        asAdmin().queryParam("filter", "objtype==" + type).get(relations + "/available");
    assertThat(json(available)).hasToString("[" + shown + "]");
    Response assigned = asAdmin().body(Map.of("id", other)).post(relations);
    assertThat(assigned.statusCode()).isEqualTo(201);
    assertThat(assigned.asString()).isEqualTo("{\"assign\":true}");
    assertThat(Api.get(assigned.header("Location")).asString()).isEqualTo(shown);
    assertThat(Api.get(relations).asString()).isEqualTo("[" + shown + "]");
    assertThat(asAdmin().delete(relations + "/" + other).asString()).isEqualTo("{\"delete\":true}");
    assertThat(Api.get(relations).asString()).isEqualTo("[]");
  }

  @Test
  void shouldReadTheChangeLog() throws Exception {
    String quiet = Api.type(Map.of("name", "Quiet", "log", false));
    String id = Api.object(quiet, Map.of());
    Api.put("/objecttype/" + quiet, Map.of("log", true)).then().statusCode(200);

    JsonNode line = json(Api.get(Api.path(quiet, id) + "/log")).get(0);

    assertThat(members(line).subList(0, 4))
        .containsExactly("timestamp", "username", "action", "details");
    assertThat(line.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d");
    assertThat(line.get("username").asText()).isEqualTo("admin");
    assertThat(line.get("action").asInt()).isEqualTo(10);
    assertThat(line.get("details").asText()).isEqualTo("Logging enabled");
  }

  private static JsonNode json(Response response) throws Exception {
    return JSON.readTree(response.asString());
  }

  private static List<String> members(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
