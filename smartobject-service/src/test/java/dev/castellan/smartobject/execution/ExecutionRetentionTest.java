package dev.castellan.smartobject.execution;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.messaging.retention.Retention;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** With {@code castellan.executions.keep-per-object=250}. */
@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionRetentionTest {

  private static final int KEPT = 250;

  private static final String FILL =
      """
      insert into execution (id, smartobject_id, action, arguments, caller, source, status,
        attempts, accepted_at, started_at, finished_at)
      select gen_random_uuid(), ?, 'turnOn', '{}', '{"login":"admin"}', 'api', 'succeeded', 1, at,
        at, at
      from (select now() - (?::interval) - n * interval '1 second' as at
            from generate_series(1, ?) n) moments
      """;

  @Inject DataSource database;
  @Inject Retention retention;

  @Test
  void shouldKeepTheNewestOfEachObject() throws SQLException {
    String busy = TestSmartobjects.create("virtual-light");
    String calm = TestSmartobjects.create("virtual-light");
    run(FILL, id(busy), "1 minute", 2_500);
    run(FILL, id(calm), "1 minute", KEPT);
    act(busy);

    retention.purge();

    assertThat(count("smartobject_id = ?", id(busy))).isEqualTo(KEPT);
    assertThat(count("smartobject_id = ?", id(calm))).isEqualTo(KEPT);
    asAdmin()
        .queryParam("limit", "1")
        .queryParam("count", "true")
        .get(busy + "/executions")
        .then()
        .header("X-Total-Count", equalTo(Integer.toString(KEPT)))
        .body("data[0].attempts", equalTo(1));
    assertThat(count("smartobject_id = ? and accepted_at > now() - interval '6 minutes'", id(busy)))
        .as("the newest stay")
        .isEqualTo(KEPT);
  }

  @Test
  void shouldForgetWhatEndedLongAgoOfDeletedObjectsToo() throws SQLException {
    String object = TestSmartobjects.create("virtual-light");
    run(FILL, id(object), "30 days", 10);
    run(FILL, id(object), "29 days", 5);
    asAdmin().delete(object).then().statusCode(200);

    retention.purge();

    assertThat(count("smartobject_id = ?", id(object))).isEqualTo(5);
  }

  @Test
  void shouldNotForgetWhatCanStillBeAskedForByItsKey() throws SQLException {
    String object = TestSmartobjects.create("virtual-light");
    run(FILL, id(object), "1 hour", KEPT + 20);
    UUID keyed = oldestEnded(id(object));
    run(
        "insert into idempotency_key (caller_id, key, fingerprint, execution_id) values (1, ?, '',"
            + " ?)",
        UUID.randomUUID().toString(),
        keyed);

    retention.purge();

    assertThat(count("id = ?", keyed)).isEqualTo(1);
    assertThat(count("smartobject_id = ?", id(object))).isEqualTo(KEPT + 1);
  }

  @Test
  void shouldFilterHistoryByStatusActionCallerSourceAndTime() {
    String object = TestSmartobjects.create("virtual-light");
    act(object);
    for (String filter :
        List.of(
            "status==succeeded",
            "action==turnOn",
            "caller.login==admin",
            "caller.profile==admin",
            "source==api",
            "attempts==1",
            "acceptedAt=gt=2020-01-01T00:00:00Z;finishedAt=lt=2100-01-01T00:00:00Z")) {
      asAdmin()
          .queryParam("filter", filter)
          .get(object + "/executions")
          .then()
          .statusCode(200)
          .body("data.size()", equalTo(1));
    }
    asAdmin()
        .queryParam("filter", "status==failed,source==widget,acceptedAt=gt=2100-01-01T00:00:00Z")
        .get(object + "/executions")
        .then()
        .body("data.size()", equalTo(0));
  }

  private static void act(String object) {
    asAdmin()
        .contentType("application/json")
        .body("{}")
        .post(object + "/actions/turnOn")
        .then()
        .statusCode(200);
  }

  private static long id(String path) {
    return Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
  }

  private UUID oldestEnded(long object) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select id from execution where smartobject_id = ? and finished_at is not null"
                    + " order by accepted_at limit 1")) {
      select.setLong(1, object);
      ResultSet row = select.executeQuery();
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  private long count(String condition, Object value) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from execution where " + condition)) {
      select.setObject(1, value);
      ResultSet row = select.executeQuery();
      row.next();
      return row.getLong(1);
    }
  }

  private void run(String sql, Object... values) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
