package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples that the API document prints, on the bills it prints them of. */
@QuarkusTest
@WithTestResource(Backends.class)
class SeedExamplesTest {

  private static final String BILL =
      """
      {"id": 97507, "title": "Bill", "initid": 97507,
       "icon": "/api/v2/images/assets/sizes/24x24c/devbill.png", "name": "DEVBILL",
       "revision": 0, "status": "alive"}
      """;

  private static Map<String, Integer> ids;

  private static boolean loaded;

  /** Once; but before the first test the address of the service is not known. */
  @BeforeEach
  void load() {
    if (loaded) {
      return;
    }
    loaded = true;
    ids = Api.sample();
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldListAsTheExampleDoes() throws Exception {
    Response list = Api.guest().get(Api.ELEMENTS + "?orderBy=title:asc,id:desc");

    JsonNode body = Api.tree(list);
    JsonNode example =
        Api.JSON.readTree(
            """
            {"success": true,
             "data": {
               "requestParameters":
                 {"slice": 10, "offset": 0, "length": 9, "orderBy": "title asc, id desc"},
               "uri": "/api/v2/smart-elements/",
               "documents": [{"properties": %s, "uri": "/api/v2/smart-structures/DEVBILL.json"}]},
             "messages": []}
            """
                .formatted(BILL));
    JsonNode bill = null;
    for (JsonNode each : body.path("data").path("documents")) {
      bill = each.path("properties").path("name").asText().equals("DEVBILL") ? each : bill;
    }
    // Other tests add elements of their own.
    ObjectNode parameters = (ObjectNode) body.path("data").path("requestParameters");
    assertThat(parameters.path("length").asInt())
        .isEqualTo(body.path("data").path("documents").size())
        .isGreaterThanOrEqualTo(9);
    parameters.put("length", 9);
    ((ObjectNode) body.path("data")).putArray("documents").add(bill);
    assertThat(withoutIds(body)).isEqualTo(withoutIds(example));
  }

  @Test
  void shouldReadTheStructureByItsNameAsTheExampleDoes() throws Exception {
    JsonNode example =
        Api.JSON.readTree(
            """
            {"success": true,
             "data": {"document":
               {"properties": %s, "uri": "/api/v2/smart-structures/DEVBILL.json"}},
             "messages": []}
            """
                .formatted(BILL));

    for (String path : new String[] {"DEVBILL", "DEVBILL.json"}) {
      Response read = Api.guest().get(Api.ELEMENTS + path);
      assertThat(read.statusCode()).isEqualTo(200);
      assertThat(withoutIds(Api.tree(read))).as(path).isEqualTo(withoutIds(example));
    }
  }

  @Test
  void shouldEditAsTheExampleDoes() throws Exception {
    int id =
        Api.create("DEVBILL", Map.of("bill_author", "DEV_BIGLIERI", "bill_location", "Toulouse"));

    Response edited =
        Api.admin()
            .body(
                """
                {"document": {"attributes": {"bill_title": {"value": "Test Bill 0040"}}}}
                """)
            .put(Api.ELEMENTS + id + ".json");

    JsonNode body = Api.tree(edited);
    assertThat(edited.statusCode()).isEqualTo(200);
    JsonNode attributes = body.path("data").path("document").path("attributes");
    ((ObjectNode) attributes).retain("bill_title", "bill_billdate", "bill_location");
    assertThat(body.path("data").path("duration").asText()).matches("\\d+\\.\\d{4}");
    ((ObjectNode) body.path("data")).put("duration", "0.0300");
    JsonNode example =
        Api.JSON.readTree(
            """
            {"success": true,
             "data": {
               "document": {
                 "properties": {
                   "id": %1$d, "title": "Test Bill 0040 BIGLIERI Mathys", "initid": %1$d,
                   "icon": "/api/v2/images/assets/sizes/24x24c/devbill.png", "name": null,
                   "revision": 0, "status": "alive"},
                 "attributes": {
                   "bill_title": {"value": "Test Bill 0040", "displayValue": "Test Bill 0040"},
                   "bill_billdate": {"value": null, "displayValue": null},
                   "bill_location": {"value": "Toulouse", "displayValue": "Toulouse"}},
                 "uri": "/api/v2/smart-elements/%1$d.json"},
               "duration": "0.0300"},
             "messages": []}
            """
                .formatted(id));
    assertThat(body).isEqualTo(example);
  }

  @Test
  void shouldDeleteAsTheExampleDoes() throws Exception {
    int id = Api.create("DEVBILL", Map.of("bill_author", "DEV_BIDART", "bill_title", "Bill 0039"));

    Response deleted = Api.admin().delete(Api.ELEMENTS + id + ".json");

    JsonNode document = Api.tree(deleted).path("data").path("document");
    ((ObjectNode) document.path("attributes")).retain("bill_title");
    JsonNode example =
        Api.JSON.readTree(
            """
            {"properties": {
               "id": %1$d, "title": "Bill 0039 BIDART Andréa", "initid": %1$d,
               "icon": "/api/v2/images/assets/sizes/24x24c/devbill.png", "name": null,
               "revision": 0, "status": "deleted"},
             "attributes": {"bill_title": {"value": "Bill 0039", "displayValue": "Bill 0039"}},
             "uri": "/api/v2/trash/%1$d.json"}
            """
                .formatted(id));
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(document).isEqualTo(example);
    assertThat(Api.guest().get(Api.ELEMENTS + id).statusCode()).isEqualTo(404);
    assertThat(Api.guest().get("/api/v2/trash/" + id).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldShowOnlyWhatIsSelectedAsTheExamplesDo() {
    String bill = Api.ELEMENTS + "BILL_0040.json?fields=document.properties.id,";

    JsonNode one =
        Api.tree(Api.guest().get(bill + "document.properties.title,document.attributes.bill_cost"))
            .path("data");
    assertThat(one.path("document").path("properties").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("id", "title", "initid");
    assertThat(one.path("document").path("attributes").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("bill_cost");
    JsonNode cost = one.path("document").path("attributes").path("bill_cost");
    assertThat(cost.path("value").decimalValue()).isEqualByComparingTo("640");
    assertThat(cost.path("displayValue").asText()).isEqualTo("640.00 €");
    JsonNode structure =
        Api.tree(Api.guest().get(bill + "document.attributes,family.structure")).path("data");
    assertThat(structure.path("family").path("structure").path("bill_fr_ident").path("content"))
        .hasSize(9);
    assertThat(structure.path("document").path("properties").path("initid").asInt())
        .isEqualTo(ids.get("BILL_0040"));
  }

  /** Ids differ from one installation to the next. */
  private static JsonNode withoutIds(JsonNode body) {
    for (JsonNode each : body.findParents("initid")) {
      ((ObjectNode) each).put("id", 0).put("initid", 0);
    }
    return body;
  }
}
