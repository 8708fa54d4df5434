package dev.castellan.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private StateFolder state;
  private ManagedProcess process;

  @BeforeEach
  void open() {
    state = new StateFolder(folder.resolve("state")).open();
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.kill();
    }
  }

  @Test
  void shouldGiveUpOnAProcessThatKeepsDyingAndShowItsLastError() {
    process = shell("echo first; echo 'ERROR no such host'; echo bye; exit 3", () -> false);
    process.start();

    assertThatThrownBy(process::awaitReady)
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("worker ended with exit code 3")
        .hasMessageContaining(state.log("worker").toString())
        .hasMessageEndingWith("ERROR no such host");
  }

  @Test
  void shouldGiveUpOnAProcessThatIsNeverReady() {
    ChildSpec spec = spec("exec sleep 60", Duration.ofSeconds(4), () -> false);
    process = new ManagedProcess(spec, new ProcessRecords(state));
    process.start();

    assertThatThrownBy(process::awaitReady)
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("worker was not ready within 4 s");
  }

  @Test
  void shouldStartAgainWhatDied() {
    process = shell("exec sleep 60", () -> true);
    process.start();
    long first = process.pid().orElseThrow();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    await()
        .atMost(PATIENCE)
        .until(() -> process.pid().isPresent() && process.pid().getAsLong() != first);
  }

  @Test
  void shouldKillWithAllItStarted() {
    process = shell("sleep 60 & wait", () -> true);
    process.start();
    ProcessHandle shell = ProcessHandle.of(process.pid().orElseThrow()).orElseThrow();
    await().atMost(PATIENCE).until(() -> shell.descendants().findAny().isPresent());
    ProcessHandle sleeper = shell.descendants().findAny().orElseThrow();

    process.kill();

    assertThat(sleeper.isAlive()).isFalse();
    assertThat(process.pid()).isEmpty();
    assertThat(new ProcessRecords(state).all()).isEmpty();
  }

  @Test
  void shouldEndByForceWhatDoesNotStop() {
    process = shell("trap '' TERM; echo trapped; while :; do sleep 0.1; done", () -> true);
    process.start();
    await().atMost(PATIENCE).until(() -> LogTail.lines(state.log("worker"), 1).contains("trapped"));

    process.stop(Duration.ofMillis(300));

    assertThat(process.pid()).isEmpty();
  }

  @Test
  void shouldNotShowItsEnvironment() {
    ChildSpec spec = spec("true", PATIENCE, () -> true);

    assertThat(spec.toString()).doesNotContain("hidden-value");
  }

  private ManagedProcess shell(String script, Readiness readiness) {
    return new ManagedProcess(spec(script, PATIENCE, readiness), new ProcessRecords(state));
  }

  private ChildSpec spec(String script, Duration startLimit, Readiness readiness) {
    return new ChildSpec(
        "worker",
        List.of("sh", "-c", script),
        Map.of("SECRET", "hidden-value"),
        state.log("worker"),
        "sh",
        StopSignal.TERM,
        startLimit,
        readiness);
  }
}
