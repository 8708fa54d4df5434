package dev.castellan.widget;

import static dev.castellan.widget.TestWidgets.admin;
import static dev.castellan.widget.TestWidgets.widget;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.testing.Backends;
import dev.castellan.testing.Promise;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Many readers at once, and lists of many widgets. */
@QuarkusTest
@WithTestResource(Backends.class)
class CrowdTest extends WithDevices {

  /** More than there are connections to the database. */
  private static final int READERS = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject DataSource database;

  @Test
  void shouldReadManyListsAtOnceOfWidgetsThatNobodyReadBefore() {
    long[] made =
        LongStream.range(0, READERS).map(i -> widget().content(1, "x").create()).toArray();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Response>> lists =
          LongStream.of(made)
              .mapToObj(id -> CompletableFuture.supplyAsync(() -> list("id==" + id), threads))
              .toList();

      assertThat(lists).extracting(each -> each.join().statusCode()).containsOnly(200);
    }
    remove(made);
  }

  @Test
  void shouldLetNobodyWaitForListsThatWaitForADevice() throws Exception {
    Promise.assertKeptOnce(Duration.ofMillis(900), CrowdTest::timeOfARead);
  }

  /** How long one read takes while many lists wait for a device. */
  private static Duration timeOfARead() {
    long silent = TestObjects.lamp().id();
    long[] slow =
        IntStream.range(0, READERS)
            .mapToLong(i -> widget().source("a", silent).content(2, "{a}").create())
            .toArray();
    long quick = widget().content(1, "quick").create();
    Duration taken;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Response>> lists =
          LongStream.of(slow)
              .mapToObj(id -> CompletableFuture.supplyAsync(() -> list("id==" + id), threads))
              .toList();
      await().atMost(PATIENCE).until(() -> !devices.commandsOf(silent).isEmpty());

      long start = System.nanoTime();
      admin().get("/widgets/{id}", quick).then().statusCode(200);

      taken = Duration.ofNanos(System.nanoTime() - start);
      assertThat(lists).extracting(each -> each.join().statusCode()).containsOnly(200);
    }
    remove(slow);
    return taken;
  }

  @Test
  void shouldEvaluateALongListTogether() {
    // On a busy machine a lamp may be late; each time with objects that nobody has asked.
    await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .untilAsserted(this::evaluateALongList);
  }

  private void evaluateALongList() throws SQLException {
    String mark = UUID.randomUUID().toString();
    long silent = TestObjects.lamp().id();
    int many = 1_100;
    long[] lamps = {TestObjects.lamp().id(), TestObjects.lamp().id()};
    for (long lamp : lamps) {
      devices.state(lamp, Map.of("level", 4));
    }
    insert(mark, many, silent, lamps);

    Response whole = list("reference==" + mark + "*");

    delete(mark);
    assertThat(whole.statusCode()).isEqualTo(200);
    List<String> contents = whole.jsonPath().getList("data.contents.flatten().content");
    assertThat(contents).hasSize(many).startsWith("");
    assertThat(contents.subList(1, many)).containsOnly("4");
  }

  private void delete(String mark) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from widget where reference like ?")) {
      delete.setString(1, mark + "%");
      delete.executeUpdate();
    }
  }

  /** The first asks one object, the next 999 another, and the rest a third. */
  private void insert(String mark, int many, long first, long[] others) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into widget (id, reference, contents, sources, size, created_at,"
                    + " updated_at, version) select nextval('ids'), ? || n,"
                    + " jsonb_build_array(jsonb_build_object('id', n, 'type', 'content', 'native',"
                    + " '{lamp.level}')), jsonb_build_array(jsonb_build_object('id', n,"
                    + " 'reference', 'lamp', 'target', jsonb_build_object('id', case when n = 1"
                    + " then cast(? as bigint) when n <= 1000 then cast(? as bigint) else cast(? as"
                    + " bigint) end), 'action', 'getState', 'arguments', jsonb_build_object())),"
                    + " 100, now(), now(), 1 from generate_series(1, ?) n")) {
      insert.setString(1, mark + " ");
      insert.setLong(2, first);
      insert.setLong(3, others[0]);
      insert.setLong(4, others[1]);
      insert.setInt(5, many);
      insert.executeUpdate();
    }
  }

  private static Response list(String filter) {
    return TestTokens.asAdmin().queryParam("filter", filter).get("/widgets");
  }

  private static void remove(long[] widgets) {
    LongStream.of(widgets).forEach(id -> admin().delete("/widgets/{id}", id));
  }
}
