package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ExecutionStreamTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @AutoClose private final DeviceSide driver = new DeviceSide();
  private final SmartobjectState light = TestObjects.light();
  private final HttpClient client = HttpClient.newHttpClient();

  private long process;

  @Inject DataSource database;
  @Inject ExecutionWatch watch;

  @BeforeEach
  void createProcess() {
    process =
        TestProcesses.simple().action(light.id(), "turnOn").action(light.id(), "turnOff").create();
  }

  /** Not left to JUnit, which cannot call what the class of the JDK's client does not export. */
  @AfterEach
  void stopClient() {
    client.shutdownNow();
  }

  @Test
  void shouldTellWhatHappensAsItHappensAndEndWithTheExecution() {
    driver.drive(light.id(), FakeDriver.SILENT);
    String execution = start();
    Reader reader = read(execution, null);
    await().atMost(SOON).until(() -> reader.names().size() == 3);
    assertThat(reader.names()).containsExactly("accepted", "started", "step-started");

    answer(0);
    await().atMost(SOON).until(() -> reader.names().size() == 5);
    assertThat(reader.names()).endsWith("step-ended", "step-started");
    answer(1);

    assertThat(reader.end).succeedsWithin(SOON);
    assertThat(reader.names()).endsWith("step-ended", "ended");
    assertThat(reader.ids()).containsExactly("1", "2", "3", "4", "5", "6", "7");
    JsonPath step = JsonPath.from(reader.data().get(3));
    assertThat(step.getInt("step")).isZero();
    assertThat(step.getString("action.id")).isEqualTo("turnOn");
    assertThat(step.getString("source.reference")).isEqualTo(light.reference());
    assertThat(step.getBoolean("data.on")).isTrue();
    assertThat(JsonPath.from(reader.data().getLast()).getString("status")).isEqualTo("succeeded");
  }

  @Test
  void shouldGoOnBehindTheLastEventThatTheClientHasSeen() {
    driver.drive(light.id(), FakeDriver.SUCCEED);
    String execution = start();
    Reader all = read(execution, null);
    assertThat(all.end).succeedsWithin(SOON);

    Reader rest = read(execution, "4");
    assertThat(rest.end).succeedsWithin(SOON);
    Reader nonsense = read(execution, "what");
    assertThat(nonsense.end).succeedsWithin(SOON);

    assertThat(rest.ids()).containsExactly("5", "6", "7");
    assertThat(rest.data()).isEqualTo(all.data().subList(4, 7));
    assertThat(nonsense.data()).isEqualTo(all.data());
  }

  @Test
  void shouldHearOfWhatAnotherReplicaDid() throws SQLException {
    driver.drive(light.id(), FakeDriver.SILENT);
    UUID execution = UUID.fromString(start());
    AtomicInteger calls = new AtomicInteger();
    Runnable wake = calls::incrementAndGet;
    watch.watch(execution, wake);
    try {
      await().atMost(SOON).untilAtomic(calls, equalTo(1));
      touch(execution);
      await().atMost(SOON).untilAtomic(calls, equalTo(2));
    } finally {
      watch.forget(execution, wake);
    }
  }

  @Test
  void shouldKnowOnlyExecutionsOfTheProcess() {
    driver.drive(light.id(), FakeDriver.SUCCEED);
    String execution = start();
    long other = TestProcesses.simple().create();
    TestTokens.asGuest()
        .get("/process/{p}/executions/{e}/events", other, execution)
        .then()
        .statusCode(404)
        .body("code", equalTo("execution-not-found"));
  }

  private String start() {
    return asAdmin()
        .header("Prefer", "respond-async")
        .body("{}")
        .post("/process/{p}/execute", process)
        .then()
        .statusCode(202)
        .extract()
        .path("data.executionId");
  }

  private void answer(int step) {
    await()
        .atMost(SOON)
        .until(() -> driver.commandsOf(light.id()).stream().anyMatch(each -> each.step() == step));
    ActionRequested command =
        driver.commandsOf(light.id()).stream().filter(each -> each.step() == step).findAny().get();
    DeviceSide.send(FakeDriver.succeeded(command));
  }

  private void touch(UUID execution) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement("update execution set mode = mode where id = ?")) {
      update.setObject(1, execution);
      update.executeUpdate();
    }
  }

  private Reader read(String execution, String lastEventId) {
    String path = "/process/" + process + "/executions/" + execution + "/events";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .header("Authorization", TestTokens.guest());
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      return new Reader(client.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads a stream to its end, in the background. */
  private static final class Reader {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> end;

    Reader(HttpResponse<Stream<String>> response) {
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      end = CompletableFuture.runAsync(() -> response.body().forEach(lines::add));
    }

    List<String> names() {
      return of("event:");
    }

    List<String> ids() {
      return of("id:");
    }

    List<String> data() {
      return of("data:");
    }

    private List<String> of(String field) {
      List<String> values = new ArrayList<>();
      for (String line : lines) {
        if (line.startsWith(field)) {
          values.add(line.substring(field.length()).strip());
        }
      }
      return values;
    }
  }
}
