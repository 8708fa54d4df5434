package dev.castellan.launcher.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {

  @TempDir Path folder;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    process = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void shouldFindTheProcessItWasWrittenFor() {
    ProcessRecords records = new ProcessRecords(new StateFolder(folder.resolve("s")).open());
    records.put(ProcessRecord.of("sleeper", process.toHandle(), "sleep"));

    assertThat(records.find("sleeper").flatMap(ProcessRecord::process))
        .contains(process.toHandle());
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSameNumberForIt() {
    ProcessRecord record = ProcessRecord.of("sleeper", process.toHandle(), "sleep");
    ProcessRecord earlier =
        new ProcessRecord("sleeper", record.pid(), record.startedAt() - 60_000, "sleep");

    assertThat(earlier.process()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherProgramWithTheSameNumberForIt() {
    ProcessRecord record = ProcessRecord.of("sleeper", process.toHandle(), "java");

    assertThat(record.process()).isEmpty();
  }

  @Test
  void shouldFindNothingOnceTheProcessHasEnded() throws Exception {
    ProcessRecord record = ProcessRecord.of("sleeper", process.toHandle(), "sleep");
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(record.process()).isEmpty();
  }
}
