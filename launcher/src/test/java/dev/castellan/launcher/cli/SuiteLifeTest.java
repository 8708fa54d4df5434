package dev.castellan.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.standin.StandInHome;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.Leftovers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One suite through its life: a real database, a real broker, and stand-ins for the services. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SuiteLifeTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Cli cli;
  private StateFolder state;

  @BeforeAll
  void prepare(@TempDir Path folder) throws IOException {
    cli = new Cli(StandInHome.in(folder.resolve("home")), folder.resolve("state"));
    state = new StateFolder(cli.state());
  }

  @AfterAll
  void end() {
    new Leftovers(state).end();
  }

  @Test
  @Order(1)
  void shouldTellThatItIsDownInTheShapeItHasWhenUp() throws Exception {
    Cli.Result result = cli.run("status", "--json");

    assertThat(result.exit()).isEqualTo(1);
    JsonNode status = JSON.readTree(result.output());
    assertThat(status.path("ready").isBoolean()).isTrue();
    assertThat(status.path("ready").asBoolean()).isFalse();
    assertThat(status.path("gateway").asText()).startsWith("http://");
    assertThat(status.path("services").findValuesAsText("name"))
        .containsExactlyInAnyOrder(
            "gateway",
            "smartobject-service",
            "process-service",
            "widget-service",
            "element-service",
            "objecttype-service");
    assertThat(status.path("backends").findValuesAsText("name"))
        .containsExactly("postgres", "kafka");
    assertThat(cli.state()).doesNotExist();
  }

  @Test
  @Order(2)
  void shouldBringEverythingUpAndReturn() throws Exception {
    Cli.Result result = up();

    assertThat(result.output()).contains("Castellan is up: http://127.0.0.1:");
    assertThat(result.exit()).isZero();
    JsonNode status = awaitReady();
    assertThat(status.path("services")).hasSize(6);
    assertThat(status.path("services"))
        .allSatisfy(
            service -> {
              assertThat(service.path("ready").asBoolean()).isTrue();
              assertThat(ProcessHandle.of(service.path("pid").asLong())).isPresent();
            });
    assertThat(starts("widget-service")).isEqualTo(1);
  }

  @Test
  @Order(3)
  void shouldKeepSecretsFromEverybodyElse() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.secrets())))
        .isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(state.secrets())) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
    String secret = Files.readString(state.secrets().resolve("postgres-widget"));
    assertThat(ProcessHandle.allProcesses().flatMap(it -> it.info().commandLine().stream()))
        .noneMatch(line -> line.contains(secret));
    try (Stream<Path> logs = Files.list(state.logs())) {
      assertThat(logs).allSatisfy(log -> assertThat(log).content().doesNotContain(secret));
    }
  }

  @Test
  @Order(4)
  void shouldSayThatItIsAlreadyUp() throws Exception {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Cli.Result result = up();

              assertThat(result.exit()).isZero();
              assertThat(result.output()).contains("already up");
            });
  }

  @Test
  @Order(5)
  void shouldKeepAKilledProcessDownUntilItIsStarted() throws Exception {
    assertThat(cli.run("kill", "widget-service").exit()).isZero();

    assertThat(service("widget-service").path("ready").asBoolean()).isFalse();
    assertThat(service("widget-service").path("pid").isNull()).isTrue();
    assertThat(status().path("ready").asBoolean()).isFalse();
    assertThat(cli.run("start", "widget-service").exit()).isZero();
    awaitReady();
    assertThat(starts("widget-service")).isEqualTo(2);
  }

  @Test
  @Order(6)
  void shouldStartAProcessAgainThatDiedByItself() throws Exception {
    long before = service("element-service").path("pid").asLong();
    ProcessHandle.of(before).orElseThrow().destroyForcibly();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode service = service("element-service");
              assertThat(service.path("ready").asBoolean()).isTrue();
              assertThat(service.path("pid").asLong()).isNotEqualTo(before);
            });
  }

  @Test
  @Order(7)
  void shouldBringTheDatabaseBackAfterACrash() throws Exception {
    assertThat(cli.run("kill", "postgres").exit()).isZero();
    assertThat(status().path("ready").asBoolean()).isFalse();

    assertThat(cli.run("start", "postgres").exit()).isZero();

    awaitReady();
    assertThat(starts("widget-service")).isEqualTo(2);
  }

  @Test
  @Order(8)
  void shouldRefuseAProcessThatIsNotThere() throws Exception {
    Cli.Result result = cli.run("kill", "nobody");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("no process nobody").contains("widget-service");
  }

  @Test
  @Order(9)
  void shouldFindAndEndWhatALostSupervisorLeft() throws Exception {
    killSupervisor();
    assertThat(new Leftovers(state).find()).hasSizeGreaterThanOrEqualTo(8);

    Cli.Result result = cli.run("down");

    assertThat(result.exit()).isZero();
    assertThat(result.output()).contains("without a supervisor");
    assertThat(new Leftovers(state).find()).isEmpty();
  }

  @Test
  @Order(10)
  void shouldKeepDataAndAddressesOverARestart() throws Exception {
    int port =
        URI.create(JSON.readTree(cli.run("status", "--json").output()).path("gateway").asText())
            .getPort();

    assertThat(up().exit()).isZero();

    assertThat(starts("widget-service")).isEqualTo(3);
    assertThat(URI.create(status().path("gateway").asText()).getPort()).isEqualTo(port);
  }

  @Test
  @Order(11)
  void shouldTakeOverFromALostSupervisor() throws Exception {
    killSupervisor();

    Cli.Result result = up();

    assertThat(result.exit()).isZero();
    assertThat(result.output()).contains("that an earlier one had left");
    assertThat(starts("widget-service")).isEqualTo(4);
  }

  @Test
  @Order(12)
  void shouldLeaveNothingRunningAfterDown() throws Exception {
    Cli.Result result = cli.run("down");

    assertThat(result.exit()).isZero();
    assertThat(result.output()).contains("Castellan is down");
    assertThat(new Leftovers(state).find()).isEmpty();
  }

  @Test
  @Order(13)
  void shouldNotRemoveStateUnasked() throws Exception {
    Cli.Result refused = cli.run("reset");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(state.exists()).isTrue();

    assertThat(cli.run("reset", "--yes").exit()).isZero();

    assertThat(cli.state()).doesNotExist();
  }

  private Cli.Result up() throws Exception {
    return cli.run("up", "--empty", "--port", "0");
  }

  private void killSupervisor() {
    ProcessHandle supervisor =
        new ProcessRecords(state).find("supervisor").flatMap(ProcessRecord::process).orElseThrow();
    supervisor.destroyForcibly();
    supervisor.onExit().join();
  }

  private JsonNode status() throws Exception {
    return JSON.readTree(cli.run("status", "--json").output());
  }

  /** One look alone may find a process that is slow to answer, and take it for one that is not. */
  private JsonNode awaitReady() {
    return await().atMost(PATIENCE).until(this::status, status -> status.path("ready").asBoolean());
  }

  private JsonNode service(String name) throws Exception {
    for (JsonNode service : status().path("services")) {
      if (service.path("name").asText().equals(name)) {
        return service;
      }
    }
    throw new AssertionError("no " + name);
  }

  /** Read from the stand-in's database: how often it was started. */
  private int starts(String name) throws Exception {
    URI address = URI.create(service(name).path("url").asText() + "/starts");
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return Integer.parseInt(client.send(request, BodyHandlers.ofString()).body());
    }
  }
}
