package dev.castellan.objecttype.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class HousekeepingTest {

  @Test
  void shouldBuildTheIndexOfAnOrderablePropertyThatItsListUses() throws SQLException {
    String type = Api.type("Indexed");
    String number = Api.property(type, "Number", 2, Map.of("tbl_orderable", true));
    String index = "property_" + number.replace("-", "") + "_2";
    Api.object(type, Map.of(number, 1));

    await("1", "select count(*) from pg_indexes where indexname = '" + index + "'");

    assertThat(
            plan(
                "select o.id from object o where o.type_id = '%1$s' and ((o.data -> '%2$s')::numeric) >= 1"
                        .formatted(type, number)
                    + " order by ((o.data -> '%s')::numeric), o.id limit 50".formatted(number)))
        .contains(index)
        .doesNotContain("Sort");
    Api.put("/objecttype/" + type + "/property/" + number, Map.of("tbl_orderable", false));
    await("0", "select count(*) from pg_indexes where indexname = '" + index + "'");
  }

  @Test
  void shouldSweepAwayTheValuesOfADeletedProperty() throws SQLException {
    String type = Api.type("Swept");
    String name = Api.property(type, "Name", 1, Map.of("unique", true));
    String secret = Api.property(type, "Secret", 12);
    String kept = Api.property(type, "Kept", 1);
    String id = Api.object(type, Map.of(name, "a", secret, "b", kept, "c"));
    for (String each : List.of(name, secret)) {
      Api.asAdmin().delete("/objecttype/" + type + "/property/" + each).then().statusCode(200);
    }
    assertThat(Api.values(type, id)).isEqualTo(Map.of("Kept", "c"));

    await("{\"" + kept + "\": \"c\"}", "select data::text from object where id = '" + id + "'");
    await("0", "select count(*) from object_secret where object_id = '" + id + "'");
    await("0", "select count(*) from unique_value where object_id = '" + id + "'");
  }

  @Test
  void shouldSweepAwayTheObjectsOfADeletedTypeWithTheirLogs() throws SQLException {
    String type = Api.type("Swept");
    String id = Api.object(type, Map.of());
    String gone = Api.object(type, Map.of());
    Api.asAdmin().delete(Api.path(type, gone)).then().statusCode(200);

    Api.asAdmin().delete("/objecttype/" + type).then().statusCode(200);

    await("0", "select count(*) from object where type_id = '" + type + "'");
    await("0", "select count(*) from gone_object where type_id = '" + type + "'");
    await("0", "select count(*) from object_log where object_id in ('" + id + "','" + gone + "')");
    await("0", "select count(*) from bygone");
  }

  private static void await(String expected, String sql) {
    Awaitility.await(sql).atMost(Duration.ofSeconds(20)).until(() -> column(sql), expected::equals);
  }

  private static String plan(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off");
      StringBuilder plan = new StringBuilder();
      try (ResultSet row = statement.executeQuery("explain " + sql)) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private static String column(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
