package dev.castellan.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the suite; its data stay.")
final class DownCommand implements Callable<Integer> {

  @Mixin private StateOption state;

  @Override
  public Integer call() {
    Console.line(new Shutdown(state.folder()).run());
    return 0;
  }
}
