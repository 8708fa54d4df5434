package dev.castellan.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.castellan.launcher.standin.StandInHome;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.Leftovers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingStartTest {

  @TempDir Path folder;
  private Path home;
  private Cli cli;
  private StateFolder state;

  @BeforeEach
  void prepare() throws Exception {
    home = StandInHome.in(folder.resolve("home"));
    cli = new Cli(home, folder.resolve("state"));
    state = new StateFolder(cli.state());
  }

  @AfterEach
  void end() {
    new Leftovers(state).end();
  }

  @Test
  void shouldNameTheServiceThatDoesNotComeUpAndLeaveNothingRunning() throws Exception {
    StandInHome.breakService(home, "element-service");

    Cli.Result result = cli.run("up", "--empty", "--port", "0");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output().lines().filter(line -> line.startsWith("castellan: ")).toList())
        .singleElement()
        .asString()
        .contains("element-service ended with exit code 1")
        .contains(state.log("element-service").toString())
        .contains("this stand-in cannot be configured");
    assertThat(new Leftovers(state).find()).isEmpty();
  }

  @Test
  void shouldSayWhichPortIsInUseAndHowToChooseAnother() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      Cli.Result result = cli.run("up", "--empty", "--port", port);

      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.output())
          .contains("castellan: Port " + port + " on 127.0.0.1 is in use")
          .contains("--port");
      assertThat(new Leftovers(state).find()).isEmpty();
    }
  }

  @Test
  void shouldSayWhatIsNotBuilt() throws Exception {
    Files.delete(home.resolve("widget-service/target/quarkus-app/quarkus-run.jar"));

    Cli.Result result = cli.run("up", "--empty", "--port", "0");

    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("castellan: widget-service is not built");
  }

  @Test
  void shouldLeaveForeignFoldersAlone() throws Exception {
    Files.createDirectories(cli.state());
    Files.writeString(cli.state().resolve("thesis.txt"), "precious");

    assertThat(cli.run("up", "--empty", "--port", "0").output()).contains("not a state folder");
    assertThat(cli.run("reset", "--yes").output()).contains("There is no state");

    assertThat(cli.state().resolve("thesis.txt")).content().isEqualTo("precious");
  }

  @Test
  void shouldLeaveNothingRunningWhenItIsInterruptedWhileItStarts() throws Exception {
    Process up = cli.start("up", "--empty", "--port", "0");
    // Before it shows a step, it may not be ready yet to stop the suite at a signal.
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                new Leftovers(state).find().containsKey("kafka")
                    && cli.written().contains("ready at"));

    up.destroy();

    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isNotZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(new Leftovers(state).find()).isEmpty());
  }
}
