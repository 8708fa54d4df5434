package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ConcurrencyTest {

  /** What any of the writes may be answered with; a deadlock or a lost row is none of it. */
  private static final Set<Integer> EXPECTED = Set.of(200, 201, 404, 409, 422);

  private static List<Response> together(int threads, IntFunction<Response> work) throws Exception {
    List<Response> responses = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Response>> futures =
          IntStream.range(0, threads).mapToObj(i -> pool.submit(() -> work.apply(i))).toList();
      for (Future<Response> each : futures) {
        responses.add(each.get());
      }
    }
    return responses;
  }

  @Test
  void shouldStaySymmetricAndLoggedWhileEverybodyWritesTheSameObjects() throws Exception {
    String type = Api.type("Crowded");
    String name = Api.property(type, "Name", 1);
    String peer = Api.property(type, "Peer", 3, Map.of("type_objtype", type));
    List<String> objects =
        new ArrayList<>(IntStream.range(0, 6).mapToObj(i -> Api.object(type, Map.of())).toList());

    List<Response> responses = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      int seed = round;
      responses.addAll(
          together(8, i -> write(type, name, peer, objects, new Random(100L * seed + i))));
      objects.removeIf(each -> Api.get(Api.path(type, each)).statusCode() == 404);
      while (objects.size() < 6) {
        objects.add(Api.object(type, Map.of()));
      }
    }

    assertThat(responses).extracting(Response::statusCode).isSubsetOf(EXPECTED);
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE)) {
      LogReplay.check(connection, type);
    }
  }

  private static Response write(
      String type, String name, String peer, List<String> objects, Random random) {
    String one = objects.get(random.nextInt(objects.size()));
    String other = objects.get(random.nextInt(objects.size()));
    String third = objects.get(random.nextInt(objects.size()));
    return switch (random.nextInt(6)) {
      case 0 -> Api.asAdmin().body(Map.of("id", other)).post(Api.path(type, one) + "/relation");
      case 1 -> Api.asAdmin().delete(Api.path(type, one) + "/relation/" + other);
      case 2 -> Api.put(Api.path(type, one), Map.of("relations", List.of(other, third)));
      case 3 -> Api.put(Api.path(type, one), Map.of(peer, other, name, "n" + random.nextInt()));
      case 4 ->
          Api.asAdmin()
              .body(Map.of(peer, one, "relations", List.of(other, third)))
              .post(Api.objects(type));
      default -> Api.asAdmin().delete(Api.path(type, one));
    };
  }

  @Test
  void shouldGiveAUniqueValueToOneOfMany() throws Exception {
    String type = Api.type("Race");
    String name = Api.property(type, "Name", 1, Map.of("unique", true));

    List<Response> responses =
        together(12, i -> Api.asAdmin().body(Map.of(name, "mine")).post(Api.objects(type)));

    assertThat(responses).extracting(Response::statusCode).containsOnlyOnce(201);
    assertThat(responses).extracting(Response::statusCode).containsOnly(201, 409);
  }

  /** The lock of a type, taken past the service. */
  private static void lock(Statement statement, String type) throws SQLException {
    UUID id = UUID.fromString(type);
    long key = id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    statement.execute("select pg_advisory_lock(" + key + ")");
  }

  /** Often and without a connection for each look: who waits for a lock gives up after seconds. */
  private static void awaitWaiting(Statement statement, int requests) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> waiting(statement) == requests);
  }

  private static int waiting(Statement statement) throws SQLException {
    String waiting =
        """
        select count(*) from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and not l.granted and d.datname = current_database()
        """;
    try (ResultSet row = statement.executeQuery(waiting)) {
      row.next();
      return row.getInt(1);
    }
  }

  /** At once, and not when the server notices that the connection is closed. */
  private static void unlock(Statement statement) throws SQLException {
    statement.execute("select pg_advisory_unlock_all()");
  }

  @Test
  void shouldNotWaitForATypeForEver() throws Exception {
    String type = Api.type("Locked");
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      lock(statement, type);

      Response refused = Api.asAdmin().body("{}").post(Api.objects(type));

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isNotNull();
      unlock(statement);
    }
    Api.object(type, Map.of());
  }

  @Test
  void shouldNeverStoreWhatTheTypeDoesNotAllowAnyMore() throws Exception {
    String type = Api.type("Moving");
    String name = Api.property(type, "Name", 1);
    String property = "/objecttype/" + type + "/property/" + name;
    Future<Response> edit;
    Future<Response> write;

    try (ExecutorService clients = Executors.newFixedThreadPool(2);
        Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      lock(statement, type);
      edit = clients.submit(() -> Api.put(property, Map.of("regex", "[a-z]+")));
      awaitWaiting(statement, 1);
      // Found good by the type as it still is, and then behind the edit.
      write =
          clients.submit(() -> Api.asAdmin().body(Map.of(name, "UPPER")).post(Api.objects(type)));
      awaitWaiting(statement, 2);
      unlock(statement);
      assertThat(edit.get().statusCode()).isEqualTo(200);
      assertThat(write.get().statusCode()).isEqualTo(422);
    }
    assertThat(Api.ids(Api.get(Api.objects(type)))).isEmpty();
  }

  @Test
  void shouldApplyOneOfManyEditsThatSawTheSameVersion() throws Exception {
    String type = Api.type("Versions");
    String name = Api.property(type, "Name", 1);
    String path = Api.path(type, Api.object(type, Map.of()));
    String tag = Api.get(path).header("ETag");

    List<Response> responses =
        together(
            8, i -> Api.asAdmin().header("If-Match", tag).body(Map.of(name, "v" + i)).put(path));

    assertThat(responses).extracting(Response::statusCode).containsOnlyOnce(200);
    assertThat(responses).extracting(Response::statusCode).containsOnly(200, 412);
  }

  @Test
  void shouldCreateOnceForOneIdempotencyKey() {
    String type = Api.type("Keys");
    String key = Api.unique("key");

    Response first =
        Api.asAdmin().header("Idempotency-Key", key).body("{}").post(Api.objects(type));
    Response again =
        Api.asAdmin().header("Idempotency-Key", key).body("{}").post(Api.objects(type));

    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(Api.ids(Api.get(Api.objects(type)))).hasSize(1);
  }
}
