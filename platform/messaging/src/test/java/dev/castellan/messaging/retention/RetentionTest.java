package dev.castellan.messaging.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.testing.Backends;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RetentionTest {

  private static final String OLD = "received_at < now() - interval '8 days'";

  @Inject Retention retention;

  @BeforeEach
  void empty() throws SQLException {
    update("delete from inbox where " + OLD);
    Spare.rows = 0;
  }

  @Test
  void shouldDeleteWhatIsOldHoweverMuchAndNothingElse() throws SQLException {
    fill(2_500, "8 days 1 minute");
    fill(10, "7 days 23 hours");
    long young = count("true") - 2_500;
    assertThat(retention.purge()).isGreaterThanOrEqualTo(2_500);
    assertThat(count(OLD)).isZero();
    assertThat(count("true")).isGreaterThanOrEqualTo(young);
  }

  @Test
  void shouldLeaveItToTheReplicaThatIsAtIt() throws SQLException {
    fill(5, "9 days");
    whileAnotherIsAtIt(() -> assertThat(retention.purge()).isZero());
    assertThat(count(OLD)).isEqualTo(5);
    assertThat(retention.purge()).isEqualTo(5);
  }

  @Test
  void shouldPruneUntilNoMoreIsLeft() throws SQLException {
    Spare.rows = 2_300;
    assertThat(retention.purge()).isGreaterThanOrEqualTo(2_300);
    assertThat(Spare.rows).isZero();
    Spare.rows = 1;
    whileAnotherIsAtIt(() -> assertThat(retention.purge()).isZero());
  }

  /** As many rows too many as a test says. */
  @ApplicationScoped
  static class Spare implements Pruning {

    private static int rows;

    @Override
    public String table() {
      return "spare";
    }

    @Override
    public int prune(int most) {
      int gone = Math.min(most, rows);
      rows -= gone;
      return gone;
    }
  }

  @Test
  void shouldTakeNoNameThatIsNone() {
    assertThatThrownBy(() -> new Expiring("inbox; drop table inbox", "a", Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Expiring("inbox", "received_at", Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Unlocks by itself: a closed connection's lock goes only when the server has noticed. */
  private static void whileAnotherIsAtIt(Runnable check) throws SQLException {
    try (Connection other = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement lock = other.createStatement()) {
      lock.execute("select pg_advisory_lock(" + Retention.LOCK + ")");
      check.run();
      lock.execute("select pg_advisory_unlock(" + Retention.LOCK + ")");
    }
  }

  private static void fill(int rows, String age) throws SQLException {
    update(
        "insert into inbox select gen_random_uuid(), now() - interval '"
            + age
            + "' from generate_series(1, "
            + rows
            + ")");
  }

  private static long count(String condition) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        PreparedStatement select =
            connection.prepareStatement("select count(*) from inbox where " + condition);
        ResultSet row = select.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void update(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
