package dev.castellan.launcher.process;

import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for further JVMs of the kind this program runs on. */
public final class Jvm {

  private Jvm() {}

  /**
   * A command that starts another JVM, marked with the suite it belongs to.
   *
   * @param state the suite
   * @param arguments options, class or jar, and its arguments
   */
  public static List<String> command(StateFolder state, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // First: systems tell only the beginning of a long command line, and this is looked for.
    command.add(state.marker());
    command.addAll(List.of(arguments));
    return command;
  }
}
