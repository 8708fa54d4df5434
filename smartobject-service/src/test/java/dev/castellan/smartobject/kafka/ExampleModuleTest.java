package dev.castellan.smartobject.kafka;

import static dev.castellan.testing.TestTokens.asAdmin;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.castellan.contracts.Topics;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaServer;
import dev.castellan.testing.ProcessFaults;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The module that users are given to copy, as a process of its own; skipped where there is no Node
 * or no registry to get its packages from.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class ExampleModuleTest {

  private static final Path EXAMPLE = Path.of("../docs/examples/external-module");
  private static final Path FOLDER = Path.of("target/external-module");
  private static final Duration SOON = Duration.ofMinutes(1);

  @TestHTTPResource("/")
  String url;

  @Test
  void shouldDriveItsObjectsAndBeMissedWhenItIsKilled() throws Exception {
    install();
    String id = "example-" + UUID.randomUUID().toString().substring(0, 8);
    ProcessBuilder command = command("node", "module.js");
    command.environment().put("CASTELLAN_URL", url.replaceFirst("/$", ""));
    command.environment().put("CASTELLAN_TOKEN", TestTokens.admin());
    command.environment().put("CASTELLAN_KAFKA", KafkaServer.shared().bootstrapServers());
    command.environment().put("MODULE_ID", id);
    Process module = command.start();
    try {
      await().atMost(SOON).until(() -> asAdmin().get("/modules/{id}", id).statusCode() == 200);
      String blind = TestSmartobjects.create(id, "{\"motor\":1,\"key\":\"secret\"}");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> asAdmin().get(blind).then().body("data.status.name", equalTo("online")));
      act(blind, "move", "{\"settings\":{\"position\":40}}", 200, "data.position", 40);
      act(blind, "getState", "{}", 200, "data.position", 40);
      String broken = TestSmartobjects.create(id, "{\"motor\":0}");
      act(broken, "move", "{}", 502, "message", "There is no such motor");

      try (EventProbe results = EventProbe.on(Topics.MODULE_RESULTS)) {
        assertThat(positionAfter(id, 1, 30, results)).isEqualTo(30);
        assertThat(positionAfter(id, 1, 70, results)).as("the same attempt").isEqualTo(30);
        assertThat(positionAfter(id, 2, 70, results)).as("the next attempt").isEqualTo(70);
      }

      ProcessFaults.kill(module.toHandle());
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> asAdmin().get(blind).then().body("data.status.name", equalTo("offline")));
    } finally {
      module.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  /**
   * Registered, it may not listen yet; later, between its beats, it may be thought dead for a
   * moment. What it does may happen twice.
   */
  private static void act(
      String object, String action, String body, int status, String path, Object value) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                asAdmin()
                    .contentType("application/json")
                    .header("Prefer", "wait=15")
                    .body(body)
                    .post(object + "/actions/" + action)
                    .then()
                    .statusCode(status)
                    .body(path, equalTo(value)));
  }

  /** What the module answers to an attempt of one execution; another position shows if it acts. */
  private static int positionAfter(String module, int attempt, int position, EventProbe results) {
    String token = UUID.randomUUID().toString();
    String request =
        """
        {"replyToken":"%s","executionId":"one","attempt":%d,"smartobject":{"id":1},
         "settings":{"motor":1},"action":"move","arguments":{"position":%d},"deadline":"%s"}
        """
            .formatted(token, attempt, position, Instant.now().plusSeconds(60));
    EventProbe.sendRaw(
        Topics.moduleRequests(module), "1", Map.of(), request.getBytes(StandardCharsets.UTF_8));
    return results
        .await(
            "reply to " + token,
            said -> new String(said.value(), StandardCharsets.UTF_8).contains(token),
            SOON)
        .json()
        .at("/result/position")
        .asInt();
  }

  /** A copy, with its packages. */
  private static void install() throws Exception {
    Files.createDirectories(FOLDER);
    for (String file : List.of("module.js", "package.json", "package-lock.json")) {
      Files.copy(EXAMPLE.resolve(file), FOLDER.resolve(file), REPLACE_EXISTING);
    }
    try {
      Process npm = command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").start();
      boolean over = npm.waitFor(2, TimeUnit.MINUTES);
      npm.destroyForcibly();
      assumeTrue(over && npm.exitValue() == 0, "its packages cannot be installed");
    } catch (IOException e) {
      assumeTrue(false, "Node is not installed");
    }
  }

  private static ProcessBuilder command(String... words) {
    return new ProcessBuilder(words)
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }
}
