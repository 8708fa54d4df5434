package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessFaultsTest {

  private Process echo;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new ProcessBuilder("cat").start();
  }

  @AfterEach
  void endEcho() {
    echo.destroyForcibly();
  }

  @Test
  void shouldKill() {
    ProcessFaults.kill(echo.toHandle());

    assertThat(echo.isAlive()).isFalse();
  }

  @Test
  void shouldFreezeAndThaw() throws IOException {
    ProcessFaults.freeze(echo.toHandle());
    echo.outputWriter().append("hello\n").flush();
    assertThat(echo.inputReader().ready()).isFalse();

    ProcessFaults.thaw(echo.toHandle());

    assertThat(echo.inputReader().readLine()).isEqualTo("hello");
  }

  @Test
  void shouldRefuseToHarmWhatRunsTheTest() {
    ProcessHandle self = ProcessHandle.current();

    assertThatThrownBy(() -> ProcessFaults.kill(self)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProcessFaults.freeze(self.parent().orElseThrow()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
