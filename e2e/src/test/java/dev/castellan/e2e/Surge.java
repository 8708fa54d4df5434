package dev.castellan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One more process of a service, the same program with the same environment as one that runs, on
 * ports of its own: what a rolling upgrade puts beside the old one.
 */
final class Surge {

  private static final Duration START = Duration.ofMinutes(3);
  private static final long STOP_SECONDS = 60;

  private final int port;
  private final int management;
  private final Process process;
  private final Path log;

  private Surge(int port, int management, Process process, Path log) {
    this.port = port;
    this.management = management;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a copy and waits until it is ready.
   *
   * @param pid the process that is copied
   * @param different what its environment says otherwise
   */
  static Surge of(String name, long pid, Map<String, String> different) throws IOException {
    int port = freePort();
    int management = freePort();
    Path log = Files.createTempFile(Path.of("target"), name, ".log");
    ProcessBuilder builder =
        new ProcessBuilder(read(pid, "cmdline"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(new File("/dev/null"));
    Map<String, String> environment = builder.environment();
    environment.clear();
    for (String variable : read(pid, "environ")) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
    environment.putAll(different);
    Surge surge = new Surge(port, management, builder.start(), log);
    Runtime.getRuntime().addShutdownHook(new Thread(surge.process::destroyForcibly));
    surge.awaitReady();
    return surge;
  }

  int port() {
    return port;
  }

  /** SIGTERM, as the cluster sends it; returns when the process has gone by itself. */
  void leave() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("%s", log).isTrue();
  }

  private void awaitReady() {
    await("readiness of a new process, see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () -> {
              assertThat(process.isAlive()).isTrue();
              return RestAssured.get("http://127.0.0.1:" + management + "/q/health/ready")
                      .statusCode()
                  == 200;
            });
  }

  private static List<String> read(long pid, String what) throws IOException {
    String text = Files.readString(Path.of("/proc", Long.toString(pid), what));
    return List.of(text.split("\0"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
