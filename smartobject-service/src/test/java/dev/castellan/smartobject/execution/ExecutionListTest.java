package dev.castellan.smartobject.execution;

import static dev.castellan.testing.TestTokens.asAdmin;
import static dev.castellan.testing.TestTokens.asGuest;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionListTest extends ListContract {

  private String object;

  ExecutionListTest() {
    super(Envelope.A, "data", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    object = TestSmartobjects.create("virtual-light");
    for (String action : new String[] {"turnOn", "turnOff", "turnOn", "turnOff", "turnOn"}) {
      asAdmin()
          .contentType("application/json")
          .body("{}")
          .post(object + "/actions/" + action)
          .then()
          .statusCode(200);
    }
  }

  @Override
  protected String list() {
    return object + "/executions";
  }

  @Test
  void shouldShowTheNewestFirstAndSortAndFilter() {
    asGuest()
        .get(list())
        .then()
        .body("data.action", contains("turnOn", "turnOff", "turnOn", "turnOff", "turnOn"));
    asGuest()
        .queryParam("filter", "action==turnOff;status==succeeded;caller.login==admin")
        .queryParam("sort", "action,-finishedAt")
        .get(list())
        .then()
        .body("data.size()", equalTo(2));
    asGuest().get("/smartobjects/4711/executions").then().statusCode(404);
  }
}
