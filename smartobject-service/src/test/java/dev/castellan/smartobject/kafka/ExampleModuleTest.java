package dev.castellan.smartobject.kafka;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.KafkaServer;
import dev.castellan.testing.ProcessFaults;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The module that users are given to copy, as a process of its own; skipped without Node. */
@QuarkusTest
@WithTestResource(Backends.class)
class ExampleModuleTest {

  private static final Path FOLDER = Path.of("../docs/examples/external-module");
  private static final Duration SOON = Duration.ofSeconds(30);

  @TestHTTPResource("/")
  String url;

  @Test
  void shouldDriveItsObjectsAndBeMissedWhenItIsKilled() throws Exception {
    assumeThat(node("-e", "require.resolve('kafkajs')").start().waitFor()).isZero();
    String id = "example-" + UUID.randomUUID().toString().substring(0, 8);
    ProcessBuilder command = node("module.js");
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

      ProcessFaults.kill(module.toHandle());
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> asAdmin().get(blind).then().body("data.status.name", equalTo("offline")));
    } finally {
      module.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
  }

  private static void act(
      String object, String action, String body, int status, String path, Object value) {
    asAdmin()
        .contentType("application/json")
        .header("Prefer", "wait=15")
        .body(body)
        .post(object + "/actions/" + action)
        .then()
        .statusCode(status)
        .body(path, equalTo(value));
  }

  private static ProcessBuilder node(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "node";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      new ProcessBuilder("node", "--version").start().destroy();
    } catch (IOException e) {
      assumeThat(e).as("node is not installed").isNull();
    }
    return new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }
}
