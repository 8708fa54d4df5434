package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.messaging.retention.Pruning;
import dev.castellan.messaging.retention.Retention;
import dev.castellan.messaging.retention.Surplus;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionRetentionTest {

  @Inject Retention retention;
  @Inject DataSource database;
  @Inject ExecutionRetention age;
  @Inject Surplus surplus;

  @Test
  void shouldForgetWhatIsOldAndKeepFailuresLonger() throws SQLException {
    long process = TestProcesses.simple().create();
    store(process, 31, "succeeded");
    String young = store(process, 29, "succeeded");
    String failed = store(process, 31, "failed");
    store(process, 91, "cancelled");
    String open = store(process, 200, "running");

    retention.purge();

    assertThat(ids(process)).containsExactlyInAnyOrder(young, failed, open);
  }

  @Test
  void shouldKeepWhatAKeyStillLeadsTo() throws SQLException {
    long process = TestProcesses.simple().create();
    String old = store(process, 100, "failed");
    run(
        "insert into idempotency_key (caller_id, key, fingerprint, execution_id)"
            + " values (1, ?, 'x', ?::uuid)",
        UUID.randomUUID().toString(),
        old);

    retention.purge();

    assertThat(ids(process)).containsExactly(old);
  }

  @Test
  void shouldKeepTheNewestOfAProcessWithManyExecutions() throws SQLException {
    long many = TestProcesses.simple().create();
    List<String> all = IntStream.range(0, 30).mapToObj(i -> store(many, 30 - i, "failed")).toList();

    retention.purge();

    assertThat(ids(many)).containsExactlyInAnyOrderElementsOf(all.subList(10, 30));
  }

  @Test
  void shouldPassWhatIsKeptByAgeOnceInARound() {
    retention.purge();
    long process = TestProcesses.simple().create();
    store(process, 40, "succeeded");
    String second = store(process, 35, "succeeded");

    assertThat(prune(age, 1)).isEqualTo(1);
    String behind = store(process, 45, "succeeded");
    assertThat(prune(age, 1)).isEqualTo(1);
    assertThat(ids(process)).doesNotContain(second).containsExactly(behind);

    // The round ends, and the next one begins at the oldest again.
    assertThat(prune(age, 1)).isZero();
    assertThat(prune(age, 1)).isEqualTo(1);
    assertThat(ids(process)).isEmpty();
  }

  @Test
  void shouldCountTheHistoryOfAProcessOnceInARound() {
    retention.purge();
    long first = TestProcesses.simple().create();
    long last = TestProcesses.simple().create();
    IntStream.range(0, 22).forEach(i -> store(first, 40 - i, "failed"));
    IntStream.range(0, 22).forEach(i -> store(last, 40 - i, "failed"));

    assertThat(prune(surplus, 2)).isEqualTo(2);
    assertThat(prune(surplus, 2)).isEqualTo(2);
    assertThat(ids(last)).hasSize(20);
    store(first, 1, "failed");
    assertThat(prune(surplus, 2)).isZero();
    assertThat(prune(surplus, 2)).isEqualTo(1);
    assertThat(ids(first)).hasSize(20);
  }

  private static int prune(Pruning what, int most) {
    return QuarkusTransaction.requiringNew().call(() -> what.prune(most));
  }

  private List<String> ids(long process) {
    return asAdmin()
        .get("/process/{p}/executions", process)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.executionId");
  }

  /** An execution accepted so many days ago; returns its id. */
  private String store(long process, int days, String status) {
    Instant accepted = Instant.now().minus(Duration.ofDays(days));
    long low = UUID.randomUUID().getLeastSignificantBits();
    UUID id = new UUID(accepted.toEpochMilli() << 16 | 0x7000, low);
    try {
      run(
          """
          insert into execution (id, process_id, process_version, mode, status, caller_id,
            caller_login, caller_profile_id, caller_profile, inputs, steps, next_step, accepted_at,
            finished_at, deadline)
          values (?, ?, 1, 'simple', ?, 1, 'admin', 1, 'admin', '{}', '[]', 0, ?::timestamptz,
            ?::timestamptz, ?::timestamptz)
          """,
          id,
          process,
          status,
          accepted.toString(),
          status.equals("running") ? null : accepted.toString(),
          Instant.now().plusSeconds(600).toString());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return id.toString();
  }

  private void run(String sql, Object... arguments) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }
}
