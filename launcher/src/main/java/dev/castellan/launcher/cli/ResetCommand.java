package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = "Stops the suite and removes its state: databases, events, passwords, logs.")
final class ResetCommand implements Callable<Integer> {

  @Mixin private StateOption state;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() {
    StateFolder folder = state.folder();
    if (!folder.exists()) {
      Console.line("There is no state in " + folder.root());
      return 0;
    }
    if (!yes && !confirmed(folder)) {
      Console.line("Nothing was removed");
      return 1;
    }
    new Shutdown(folder).run();
    folder.delete();
    Console.line("The state in " + folder.root() + " is removed");
    return 0;
  }

  private static boolean confirmed(StateFolder folder) {
    java.io.Console terminal = System.console();
    if (terminal == null) {
      throw new LauncherException("reset removes " + folder.root() + ": say --yes");
    }
    String answer = terminal.readLine("Remove all data in %s? [y/N] ", folder.root());
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
