package dev.castellan.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir Path folder;
  private StateFolder state;
  private Process stranger;

  @BeforeEach
  void prepare() throws Exception {
    state = new StateFolder(folder.resolve("state")).open();
    stranger = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    stranger.destroyForcibly();
  }

  @Test
  void shouldNotEndAProcessThatGotTheNumberOfOneOfOurs() {
    long start = stranger.info().startInstant().orElseThrow().toEpochMilli();
    new ProcessRecords(state)
        .put(new ProcessRecord("widget-service", stranger.pid(), start - 3_600_000, "sleep"));

    assertThat(new Leftovers(state).end()).isZero();

    assertThat(stranger.isAlive()).isTrue();
  }

  @Test
  void shouldNotTakeAStrangerForTheDatabaseServer() throws Exception {
    Files.createDirectories(state.postgres());
    long start = stranger.info().startInstant().orElseThrow().getEpochSecond();
    Files.write(
        state.postgres().resolve("postmaster.pid"),
        List.of(Long.toString(stranger.pid()), state.postgres().toString(), Long.toString(start)));

    assertThat(new Leftovers(state).find()).isEmpty();
  }

  @Test
  void shouldEndAProcessOfItsOwn() {
    new ProcessRecords(state).put(ProcessRecord.of("sleeper", stranger.toHandle(), "sleep"));

    assertThat(new Leftovers(state).end()).isEqualTo(1);

    assertThat(stranger.isAlive()).isFalse();
    assertThat(new ProcessRecords(state).all()).isEmpty();
  }

  @Test
  void shouldFindAProcessByItsMarkWhenItsRecordIsLost() throws Exception {
    Process ours = marked(state);
    Process others = marked(new StateFolder(folder.resolve("state-of-somebody-else")));
    try {
      assertThat(new Leftovers(state).find()).containsValue(ours.toHandle()).hasSize(1);
    } finally {
      ours.destroyForcibly();
      others.destroyForcibly();
    }
  }

  /**
   * Starts nothing itself: a child would have the same command line, and the mark, for a moment.
   */
  private static Process marked(StateFolder state) throws Exception {
    return new ProcessBuilder("sh", "-c", "read forever", state.marker()).start();
  }
}
