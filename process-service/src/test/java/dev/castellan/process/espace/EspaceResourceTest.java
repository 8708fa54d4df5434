package dev.castellan.process.espace;

import static dev.castellan.process.Callers.asAdmin;
import static dev.castellan.process.Callers.asGuest;
import static org.hamcrest.Matchers.containsInRelativeOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class EspaceResourceTest {

  private final String reference = "espace " + UUID.randomUUID();

  @Test
  void shouldHaveTheFiveBuiltInOnes() {
    asGuest()
        .get("/espaces")
        .then()
        .statusCode(200)
        .body("error", equalTo(false))
        .body("code", equalTo("ok"))
        .body("message", equalTo(""))
        .body(
            "data.name",
            containsInRelativeOrder("Light", "Weather", "Security", "Environment", "Cooking"))
        .body(
            "data.find { it.id == 1 }",
            equalTo(
                Map.of(
                    "id",
                    1,
                    "reference",
                    "light",
                    "name",
                    "Light",
                    "description",
                    "Lamps and everything that shines",
                    "icon",
                    "bulb-outline")));
  }

  @Test
  void shouldAddReadAndRemoveOne() {
    String location =
        asAdmin()
            .body(Map.of("reference", reference, "icon", "leaf"))
            .post("/espaces")
            .then()
            .statusCode(201)
            .body("data.id", greaterThan(5))
            .body("data.name", equalTo(reference))
            .extract()
            .header("Location");

    asGuest().get(location).then().statusCode(200).body("data.reference", equalTo(reference));
    asAdmin().delete(location).then().statusCode(200).body("error", equalTo(false));
    asAdmin().get(location).then().statusCode(404).body("code", equalTo("espace-not-found"));
    asAdmin().delete(location).then().statusCode(404);
    asAdmin().get("/espaces").then().body("data.reference", not(hasItem(reference)));
  }

  @Test
  void shouldRefuseAReferenceThatIsTaken() {
    asAdmin()
        .body(Map.of("reference", "light"))
        .post("/espaces")
        .then()
        .statusCode(409)
        .body("code", equalTo("reference-taken"));
  }

  @Test
  void shouldRefuseOneWithoutAReference() {
    asAdmin()
        .body(Map.of("name", "Nameless"))
        .post("/espaces")
        .then()
        .statusCode(422)
        .body("data.field", hasItem("reference"));
  }

  @Test
  void shouldKeepOneThatIsInUse() {
    int id =
        asAdmin()
            .body(Map.of("reference", reference))
            .post("/espaces")
            .then()
            .extract()
            .path("data.id");
    long process = TestProcesses.simple().with("espace", reference).create();

    asAdmin()
        .delete("/espaces/{id}", id)
        .then()
        .statusCode(409)
        .body("code", equalTo("espace-in-use"));

    asAdmin().delete("/process/{id}", process).then().statusCode(200);
    asAdmin().delete("/espaces/{id}", id).then().statusCode(200);
  }

  @Test
  void shouldAnswerNotFoundForWhatCannotBeAnId() {
    asAdmin().get("/espaces/none").then().statusCode(404).body("code", equalTo("espace-not-found"));
  }
}
