package dev.castellan.launcher.suite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

  @TempDir Path folder;

  @Test
  void shouldRefuseToStartOnADiskThatIsNearlyFull() {
    StateFolder state = new StateFolder(folder.resolve("state")).open();

    assertThatThrownBy(() -> Preflight.checkDisk(state, Long.MAX_VALUE))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("nearly full")
        .hasMessageContaining("--state");
  }

  @Test
  void shouldStartWhereThereIsRoom() {
    StateFolder state = new StateFolder(folder.resolve("state")).open();

    assertThatCode(() -> Preflight.checkDisk(state, 1)).doesNotThrowAnyException();
  }
}
