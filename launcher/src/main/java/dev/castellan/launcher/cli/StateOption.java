package dev.castellan.launcher.cli;

import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which suite a command is about. */
final class StateOption {

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "State folder of the suite (default: the variable CASTELLAN_STATE, else .castellan"
              + " beside the script).")
  private Path given;

  StateFolder folder() {
    if (given != null) {
      return new StateFolder(given);
    }
    String variable = System.getenv("CASTELLAN_STATE");
    return new StateFolder(
        variable != null && !variable.isBlank() ? Path.of(variable) : home().resolve(".castellan"));
  }

  /** The folder with the built programs. */
  static Path home() {
    return Path.of(System.getProperty("castellan.home", "")).toAbsolutePath().normalize();
  }
}
