package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.castellan.objecttype.Api;
import dev.castellan.objecttype.Database;
import dev.castellan.testing.Backends;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the service bears: many at once, and much at once. */
@QuarkusTest
@WithTestResource(Backends.class)
class BurdenTest {

  private static final int CONNECTIONS = 16;
  private static final int MORE_THAN_CONNECTIONS = 64;

  private static int waiting() {
    return Integer.parseInt(
        Database.text(
            "select count(*) from pg_locks where not granted and relation = 'object'::regclass"));
  }

  @Test
  void shouldAnswerMoreListsAtOnceThanItHasConnections() throws Exception {
    String type = Api.type("Burden");
    String name = Api.property(type, "Name", 1);
    String peer = Api.property(type, "Peer", 3, Map.of("type_objtype", type));
    String first = Api.object(type, Map.of(name, "first"));
    Api.object(type, Map.of(name, "second", peer, first));
    Callable<Integer> list = () -> Api.get(Api.objects(type)).statusCode();

    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(MORE_THAN_CONNECTIONS);
        Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      // So that every connection is taken, and all of them go on at the same moment.
      connection.setAutoCommit(false);
      statement.execute("lock table object in access exclusive mode");
      List<Future<Integer>> lists =
          IntStream.range(0, MORE_THAN_CONNECTIONS).mapToObj(i -> clients.submit(list)).toList();
      Awaitility.await().until(() -> waiting() >= CONNECTIONS - 2);
      connection.rollback();
      for (Future<Integer> each : lists) {
        statuses.add(each.get());
      }
    }

    assertThat(statuses).containsOnly(200);
  }

  @Test
  void shouldRefuseAnObjectThatIsTooLarge() {
    String type = Api.type("Large");
    String one = Api.property(type, "One", 6);
    String two = Api.property(type, "Two", 6);
    String three = Api.property(type, "Three", 6);
    String text = "x".repeat(100_000);
    String id = Api.object(type, Map.of(one, text, two, text));

    Api.put(Api.path(type, id), Map.of(three, text))
        .then()
        .statusCode(422)
        .body("detail", containsString("262144 bytes"));
    Api.asAdmin()
        .body(Map.of(one, "\u4e16".repeat(100_000)))
        .post(Api.objects(type))
        .then()
        .statusCode(422);
    Api.asAdmin()
        .body(Map.of(one, "\u0001".repeat(50_000)))
        .post(Api.objects(type))
        .then()
        .statusCode(422);
    Api.put(Api.path(type, id), Map.of(one, "y" + text.substring(1))).then().statusCode(200);
  }

  @Test
  void shouldHoldOnlySomeMegabytesOfAList() {
    String type = Api.type("Long");
    String one = Api.property(type, "One", 6);
    String two = Api.property(type, "Two", 6);
    String text = "x".repeat(100_000);
    String line = "{\"values\":{\"%s\":\"%s\",\"%s\":\"%s\"}}\n".formatted(one, text, two, text);
    String results =
        TestTokens.asAdmin()
            .contentType("application/x-ndjson")
            .body(line.repeat(20).getBytes(StandardCharsets.UTF_8))
            .post(Api.objects(type) + "/bulk")
            .asString();
    assertThat(results.lines()).hasSize(20).allMatch(each -> each.contains(":201"));

    Api.get(Api.objects(type))
        .then()
        .statusCode(400)
        .body("detail", containsString("limit is needed"));
    Set<String> seen = new HashSet<>();
    Response page = Api.get(Api.objects(type) + "?limit=1000");
    seen.addAll(Api.ids(page));
    assertThat(seen).hasSizeBetween(5, 19);
    String next = page.header("Link").replaceAll("<(.*)>.*", "$1");
    seen.addAll(Api.ids(Api.asAdmin().urlEncodingEnabled(false).get(Api.objects(type) + next)));
    assertThat(seen).hasSize(20);
    Set<String> exported =
        Api.asAdmin()
            .accept("application/x-ndjson")
            .get(Api.objects(type))
            .asString()
            .lines()
            .map(each -> each.substring(7, 43))
            .collect(Collectors.toSet());
    assertThat(exported).isEqualTo(seen);
  }
}
