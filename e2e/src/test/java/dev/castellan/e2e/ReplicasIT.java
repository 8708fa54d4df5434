package dev.castellan.e2e;

import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.step;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Any replica accepts, any replica gets the result, and the caller hears of it where he waits. */
@ExtendWith(Suite.class)
class ReplicasIT {

  /**
   * Results go to one of the two replicas by the id of their execution: that all of so many go to
   * the one that was asked is out of the question.
   */
  private static final int EXECUTIONS = 24;

  @Test
  void shouldAnswerTheCallerWhicheverReplicaGetsTheResult() {
    assumeTrue(Suite.ours(), "the replicas of others cannot be called by themselves");
    long light = createObject("virtual-light");
    long process = createProcess("simple", List.of(step(light, "turnOn", 0, Map.of())), List.of());
    for (String replica : List.of("process-service", "process-service-2")) {
      String url = Suite.urlOf(replica);
      // With all the time there is: after others have stopped processes, or nobody ever asked it.
      given()
          .header("Authorization", Suite.token("admin"))
          .body(Map.of())
          .post(url + "/process/{id}/execute", process)
          .then()
          .statusCode(200);
      for (int i = 0; i < EXECUTIONS; i++) {
        given()
            .header("Authorization", Suite.token("admin"))
            .header("Prefer", "wait=5")
            .body(Map.of())
            .post(url + "/process/{id}/execute", process)
            .then()
            // 202 would say that nobody told him in time.
            .statusCode(200);
      }
    }
  }
}
