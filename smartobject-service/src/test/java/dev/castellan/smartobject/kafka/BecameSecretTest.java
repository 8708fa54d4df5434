package dev.castellan.smartobject.kafka;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A setting that became secret by a manifest which this replica has not heard of yet. */
@QuarkusTest
@WithTestResource(Backends.class)
class BecameSecretTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  @Inject Jdbc jdbc;
  @Inject ModuleStore store;

  private final String id = "safe-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void register() {
    asAdmin()
        .contentType("application/json")
        .body(
            """
            {"id":"%s","name":"Safe","settings":[{"id":"code","type":"text"}],
             "actions":[{"id":"open","name":"Open"}]}
            """
                .formatted(id))
        .post("/modules")
        .then()
        .statusCode(201);
  }

  @Test
  void shouldBeKeptByTheManifestOnRecord() {
    String known = TestSmartobjects.create(id, "{\"code\":\"1234\"}");
    assertThat(sealed(known)).isFalse();
    becomeSecret("");
    assertThat(putCode(known)).isEqualTo(200);
    assertThat(sealed(known)).isTrue();
    assertThat(sealed(TestSmartobjects.create(id, "{\"code\":\"1234\"}"))).isTrue();
  }

  @Test
  void shouldBeWaitedForWhileItIsPutOnRecord() throws Exception {
    String object = TestSmartobjects.create(id, "{\"code\":\"1234\"}");
    CompletableFuture<Integer> edit =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  store.holdEdits(id);
                  becomeSecret("");
                  CompletableFuture<Integer> begun =
                      CompletableFuture.supplyAsync(() -> putCode(object));
                  await().pollInSameThread().atMost(SOON).until(this::somebodyWaits);
                  return begun;
                });
    assertThat(edit.get(1, TimeUnit.MINUTES)).isEqualTo(200);
    assertThat(sealed(object)).isTrue();
  }

  @Test
  void shouldBeEncryptedThoughItsRegistrationWasStopped() {
    String object = TestSmartobjects.create(id, "{\"code\":\"1234\"}");
    becomeSecret(", unsettled = true");
    await().atMost(SOON).until(() -> sealed(object));
  }

  @Test
  void shouldBeEncryptedWhenTheModuleIsRemoved() {
    String object = TestSmartobjects.create(id, "{\"code\":\"1234\"}");
    becomeSecret("");
    asAdmin().delete("/modules/{id}", id).then().statusCode(200);
    assertThat(sealed(object)).isTrue();
  }

  /** As another replica does it; this one reads a manifest when its time of change is another. */
  private void becomeSecret(String more) {
    jdbc.run(
        "update module set manifest = jsonb_set(manifest, '{settings,0,secret}', 'true')"
            + more
            + " where id = ?",
        update -> {
          update.setString(1, id);
          return update.executeUpdate();
        });
  }

  private static int putCode(String object) {
    return asAdmin()
        .contentType("application/json")
        .body("{\"reference\":\"code\",\"value\":\"5678\"}")
        .post(object + "/settings")
        .statusCode();
  }

  private boolean sealed(String object) {
    return jdbc.run(
        "select sealed is not null and value is null from smartobject_setting"
            + " where smartobject_id = ? and reference = 'code'",
        select -> {
          select.setLong(1, TestSmartobjects.id(object));
          return Jdbc.rows(select, row -> row.getBoolean(1)).get(0);
        });
  }

  private boolean somebodyWaits() {
    return jdbc.run(
        "select exists (select from pg_locks where locktype = 'advisory' and not granted)",
        select -> Jdbc.rows(select, row -> row.getBoolean(1)).get(0));
  }
}
