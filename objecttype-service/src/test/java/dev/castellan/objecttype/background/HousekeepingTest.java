package dev.castellan.objecttype.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.Api;
import dev.castellan.objecttype.Database;
import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class HousekeepingTest {

  @Test
  void shouldBuildIndexesOfOrderablePropertiesThatTheListUses() {
    String type = Api.type("Indexed");
    String number = Api.property(type, "Number", 2, Map.of("tbl_orderable", true));
    String text = Api.property(type, "Text", 1, Map.of("tbl_orderable", true));
    String lines =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "{\"values\":{\"Number\":%d,\"Text\":\"t%04d\"}}\n".formatted(i, i))
            .collect(Collectors.joining());
    TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body(lines.getBytes(StandardCharsets.UTF_8))
        .post(Api.objects(type) + "/bulk")
        .then()
        .statusCode(200);
    await("1", "select count(*) from pg_indexes where indexname like '" + index(number) + "'");
    await("1", "select count(*) from pg_indexes where indexname like '" + index(text) + "'");
    Database.run("analyze object");

    awaitScan(index(number), Api.objects(type) + "?sort=-Number&limit=50");
    awaitScan(index(number), Api.objects(type) + "?filter=Number=ge=2900&sort=Number&limit=50");
    awaitScan(index(text), Api.objects(type) + "?filter=Text==t1234&limit=50");
    awaitScan(index(text), Api.objects(type) + "?filter=Text==t123*&limit=50");
    awaitScan(index(text), Api.objects(type) + "?sort=Text&limit=50");

    Api.put("/objecttype/" + type + "/property/" + number, Map.of("tbl_orderable", false));
    await("0", "select count(*) from pg_indexes where indexname like '" + index(number) + "'");
  }

  /** As a pattern: the name has the kind of the property behind it. */
  private static String index(String property) {
    return "property\\_" + property.replace("-", "") + "%";
  }

  /** PostgreSQL counts a moment later. */
  private static void awaitScan(String index, String list) {
    String scans =
        "select idx_scan from pg_stat_user_indexes where indexrelname like '" + index + "'";
    String before = Database.text(scans.replace("%", "%%"));
    Awaitility.await(list)
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              Api.get(list).then().statusCode(200);
              return Database.text(scans.replace("%", "%%"));
            },
            now -> !now.equals(before));
  }

  @Test
  void shouldSweepAwayTheValuesOfADeletedProperty() {
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
  void shouldSweepAwayTheObjectsOfADeletedTypeWithTheirLogs() {
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
    Awaitility.await(sql)
        .atMost(Duration.ofSeconds(20))
        .until(() -> Database.text(sql.replace("%", "%%")), expected::equals);
  }
}
