package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** All commands, and how their failures are told. */
@Command(
    name = "castellan",
    mixinStandardHelpOptions = true,
    description = "Runs a whole Castellan on this machine.",
    footer = {
      "",
      "The script adds: test [--long] and bench [scenario...], jdk (prints the JDK it uses).",
      "Existing backends: CASTELLAN_POSTGRES=host:port with CASTELLAN_POSTGRES_USER and _PASSWORD,",
      "CASTELLAN_KAFKA=host:port (dlq: with CASTELLAN_KAFKA_PROPERTIES=file).",
      "Heap of a service: CASTELLAN_HEAP (256m)."
    },
    subcommands = {
      UpCommand.class,
      SuperviseCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      ResetCommand.class,
      DemoCommand.class,
      TokenCommand.class,
      KeysCommands.class,
      DlqCommands.class,
      ProcessCommands.Kill.class,
      ProcessCommands.Start.class,
      ProcessCommands.Restart.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CastellanCommand implements Runnable {

  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  /**
   * Does what the arguments say.
   *
   * @param args a command and its options
   * @return exit code: 0 done, 1 failed with one line on standard error, 2 misused
   */
  public static int execute(String... args) {
    return new CommandLine(new CastellanCommand())
        .setExecutionExceptionHandler(CastellanCommand::tell)
        .execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do, for example: up");
  }

  private static int tell(Exception failure, CommandLine line, ParseResult arguments) {
    if (failure instanceof LauncherException) {
      Console.error(failure.getMessage());
    } else {
      Console.error("unexpected: " + failure);
      failure.printStackTrace(System.err);
    }
    return FAILED;
  }
}
