package dev.castellan.messaging.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.castellan.contracts.Caller;
import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Backends.class)
class IdempotencyTest {

  private final String key = UUID.randomUUID().toString();
  private final String counter = UUID.randomUUID().toString();

  @Inject CounterResource counters;

  @Test
  void shouldTakeNoKeyWithABulkBody() {
    TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body("{}\n{}".getBytes(StandardCharsets.UTF_8))
        .post("/smartobjects")
        .then()
        .statusCode(200)
        .body("data", equalTo(2));
    TestTokens.asAdmin()
        .header(IdempotencyFilter.HEADER, key)
        .contentType("application/x-ndjson")
        .body("{}\n{}".getBytes(StandardCharsets.UTF_8))
        .post("/smartobjects")
        .then()
        .statusCode(400)
        .body("code", equalTo("idempotency-key-not-taken"));
  }

  @Test
  void shouldAnswerARepeatedRequestWithTheFirstAnswerAndDoNothing() {
    Response first = post(key, Map.of("counter", counter)).statusCode(201).extract().response();
    Response again =
        post(key, Map.of("counter", counter))
            .statusCode(201)
            .header(IdempotencyFilter.REPLAYED, "true")
            .extract()
            .response();

    assertThat(first.header(IdempotencyFilter.REPLAYED)).isNull();
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.contentType()).isEqualTo(first.contentType());
    assertThat(counters.valueOf(counter)).isEqualTo(1);
  }

  @Test
  void shouldRunEachRequestWithoutAKey() {
    TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("counter", counter))
        .post("/smartobjects")
        .then()
        .statusCode(201);
    TestTokens.asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("counter", counter))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .header(IdempotencyFilter.REPLAYED, nullValue());
    assertThat(counters.valueOf(counter)).isEqualTo(2);
  }

  @Test
  void shouldRefuseTheKeyForAnotherBodyQueryOrPath() {
    post(key, Map.of("counter", counter)).statusCode(201);
    post(key, Map.of("counter", counter + "x"))
        .statusCode(422)
        .body("code", equalTo("idempotency-key-reused"));
    post(key, "/smartobjects?x=1", Map.of("counter", counter)).statusCode(422);
    // The same path in another spelling is the same request.
    post(key, "//smartobjects/./", Map.of("counter", counter)).statusCode(201);
    assertThat(counters.valueOf(counter)).isEqualTo(1);
  }

  @Test
  void shouldKeepTheKeysOfCallersApart() {
    post(key, Map.of("counter", counter)).statusCode(201);
    String other = TestTokens.of(77, "other", Caller.ADMIN_PROFILE, "admin").sign();
    post(TestTokens.with(other), key, "/smartobjects", Map.of("counter", counter))
        .statusCode(201)
        .header(IdempotencyFilter.REPLAYED, nullValue());
    assertThat(counters.valueOf(counter)).isEqualTo(2);
  }

  @Test
  void shouldCheckRightsBeforeAnythingElse() {
    post(key, Map.of("counter", counter)).statusCode(201);
    String demoted = TestTokens.of(1, "admin", TestTokens.GUEST_PROFILE, "guest").sign();
    post(TestTokens.with(demoted), key, "/smartobjects", Map.of("counter", counter))
        .statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"REFERENCE_TAKEN", "INVALID", "NOT_FOUND"})
  void shouldKeepARefusalAndNoneOfItsEffects(String refusal) {
    Map<String, String> body = Map.of("counter", counter, "refuse", refusal);
    Response first = post(key, body).extract().response();
    Response again =
        post(key, body).header(IdempotencyFilter.REPLAYED, "true").extract().response();
    assertThat(again.statusCode()).isEqualTo(first.statusCode()).isBetween(400, 499);
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.contentType()).isEqualTo(first.contentType());
    assertThat(counters.valueOf(counter)).isZero();
  }

  @Test
  void shouldKeepTheRefusalOfABodyThatCannotBeRead() {
    post(key, Map.of("counter", "")).statusCode(422);
    post(key, Map.of("counter", ""))
        .statusCode(422)
        .header(IdempotencyFilter.REPLAYED, "true")
        .body("data[0].field", equalTo("counter"));
    post(key, Map.of("counter", counter))
        .statusCode(422)
        .body("code", equalTo("idempotency-key-reused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORBIDDEN", "TOO_MANY_REQUESTS", "UNAVAILABLE", "TOKEN_REVOKED"})
  void shouldKeepNothingOfWhatMayEndOtherwiseNextTime(String refusal) {
    Map<String, String> body = Map.of("counter", counter, "refuse", refusal);
    post(key, body);
    post(key, body).header(IdempotencyFilter.REPLAYED, nullValue());
    post(key, Map.of("counter", counter)).statusCode(201);
    assertThat(counters.valueOf(counter)).isEqualTo(1);
  }

  @Test
  void shouldTellThatTheFirstRequestStillRuns() throws Exception {
    Map<String, String> body = Map.of("counter", counter, "refuse", "slow");
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<Response> first = pool.submit(() -> post(key, body).extract().response());
      counters.awaitEntered();
      post(key, body)
          .statusCode(409)
          .header("Retry-After", "1")
          .body("code", equalTo("idempotency-key-in-flight"));
      counters.letGo();
      assertThat(first.get().statusCode()).isEqualTo(201);
    }
    post(key, body).statusCode(201).header(IdempotencyFilter.REPLAYED, "true");
    assertThat(counters.valueOf(counter)).isEqualTo(1);
  }

  @Test
  void shouldHaveOneEffectHoweverManyAskAtOnce() throws Exception {
    Callable<Integer> request = () -> post(key, Map.of("counter", counter)).extract().statusCode();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> answers =
          pool.invokeAll(Stream.generate(() -> request).limit(24).toList());
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isIn(201, 409);
      }
    }
    assertThat(counters.valueOf(counter)).isEqualTo(1);
  }

  @Test
  void shouldForgetAKeyAfterADay() {
    post(key, Map.of("counter", counter)).statusCode(201);
    counters.age(key);
    post(key, Map.of("counter", counter, "other", "body"))
        .statusCode(201)
        .header(IdempotencyFilter.REPLAYED, nullValue());
    post(key, Map.of("counter", counter, "other", "body"))
        .header(IdempotencyFilter.REPLAYED, "true");
    assertThat(counters.valueOf(counter)).isEqualTo(2);
  }

  @Test
  void shouldRefuseAKeyThatIsNoKey() {
    for (String bad : List.of(" ", "x".repeat(256), "a\tb")) {
      post(bad, Map.of("counter", counter))
          .statusCode(400)
          .body("code", equalTo("idempotency-key-invalid"));
    }
    post("x".repeat(255), Map.of("counter", counter)).statusCode(201);
  }

  private static ValidatableResponse post(String key, Object body) {
    return post(key, "/smartobjects", body);
  }

  private static ValidatableResponse post(String key, String path, Object body) {
    return post(TestTokens.asAdmin(), key, path, body);
  }

  private static ValidatableResponse post(
      RequestSpecification who, String key, String path, Object body) {
    return who.header(IdempotencyFilter.HEADER, key)
        .contentType(ContentType.JSON)
        .urlEncodingEnabled(false)
        .body(body)
        .post(path)
        .then();
  }
}
