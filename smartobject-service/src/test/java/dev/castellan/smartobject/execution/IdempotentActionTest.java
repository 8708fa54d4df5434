package dev.castellan.smartobject.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class IdempotentActionTest {

  private static final String REPLAYED = "Idempotency-Replayed";

  private final String key = UUID.randomUUID().toString();

  @Test
  void shouldToggleOnceHoweverOftenItIsAsked() {
    long id = create();
    Response first = toggle(TestTokens.asAdmin(), id);
    Response again = toggle(TestTokens.asAdmin(), id);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.header(REPLAYED)).isNull();
    assertThat(again.header(REPLAYED)).isEqualTo("true");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.<Map<String, Object>>path("data")).isEqualTo(first.path("data"));
    assertThat(changes(id)).isEqualTo(1);
  }

  @Test
  void shouldToggleOnceHoweverManyAskAtOnce() throws Exception {
    long id = create();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Response>> answers =
          Stream.generate(() -> pool.submit(() -> toggle(TestTokens.asAdmin(), id)))
              .limit(16)
              .toList();
      for (Future<Response> each : answers) {
        assertThat(each.get().statusCode()).isIn(200, 409);
      }
    }
    assertThat(changes(id)).isEqualTo(1);
  }

  @Test
  void shouldCheckTheRightOnTheObjectBeforeItAnswersAgain() {
    long id = create();
    toggle(TestTokens.asOccupant(), id).then().statusCode(403).header(REPLAYED, nullValue());
    TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("idProfile", TestTokens.OCCUPANT_PROFILE))
        .post("/smartobjects/{id}/profiles", id)
        .then()
        .statusCode(201);
    toggle(TestTokens.asOccupant(), id).then().statusCode(200).header(REPLAYED, nullValue());
    TestTokens.asAdmin()
        .delete("/smartobjects/{id}/profiles/{p}", id, TestTokens.OCCUPANT_PROFILE)
        .then()
        .statusCode(200);
    toggle(TestTokens.asOccupant(), id).then().statusCode(403);
    assertThat(changes(id)).isEqualTo(1);
  }

  @Test
  void shouldKeepWhatLeavesNoRecordAsAnAnswer() {
    long id = create();
    for (String action : List.of("getState", "noSuchAction")) {
      Response first = call(TestTokens.asAdmin(), id, action, key + action);
      Response again = call(TestTokens.asAdmin(), id, action, key + action);
      assertThat(again.asString()).isEqualTo(first.asString());
      again.then().header(REPLAYED, "true");
    }
    call(TestTokens.asAdmin(), id, "toggle", key + "getState")
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency-key-reused"));
  }

  private Response toggle(RequestSpecification who, long id) {
    return call(who, id, "toggle", key);
  }

  private static Response call(RequestSpecification who, long id, String action, String key) {
    return who.contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(Map.of())
        .post("/smartobjects/{id}/actions/{a}", id, action);
  }

  private static int changes(long id) {
    return TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of())
        .post("/smartobjects/{id}/actions/getState", id)
        .path("data.changes");
  }

  private static long create() {
    return TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("module", "virtual-switch", "reference", "switch " + UUID.randomUUID()))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }
}
