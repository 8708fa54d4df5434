package dev.castellan.launcher.cli;

import dev.castellan.launcher.control.ControlClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands for one process of a running suite. */
final class ProcessCommands {

  private ProcessCommands() {}

  private abstract static class OneProcess implements Callable<Integer> {

    @Mixin private StateOption state;

    @Parameters(paramLabel = "name", description = "A process as ./castellan status names it.")
    private String name;

    private final String request;

    OneProcess(String request) {
      this.request = request;
    }

    @Override
    public Integer call() {
      Console.line(
          new ControlClient(state.folder())
              .ask(request, name, Console::show)
              .orElseThrow(RunningSuite::notUp)
              .text());
      return 0;
    }
  }

  @Command(
      name = "kill",
      mixinStandardHelpOptions = true,
      description = "Ends a process as a crash would; it stays down until start.")
  static final class Kill extends OneProcess {
    Kill() {
      super("kill");
    }
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts a process that is down and waits until it works.")
  static final class Start extends OneProcess {
    Start() {
      super("start");
    }
  }

  @Command(
      name = "restart",
      mixinStandardHelpOptions = true,
      description = "Stops a process in good order and starts it again.")
  static final class Restart extends OneProcess {
    Restart() {
      super("restart");
    }
  }
}
