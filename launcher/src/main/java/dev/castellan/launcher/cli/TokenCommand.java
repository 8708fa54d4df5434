package dev.castellan.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Logs in through the gateway and prints the access token.")
final class TokenCommand implements Callable<Integer> {

  @Mixin private StateOption state;

  @Parameters(
      arity = "0..1",
      paramLabel = "login",
      defaultValue = "admin",
      description = "admin, occupant or guest (default: ${DEFAULT-VALUE}).")
  private String login;

  @Override
  public Integer call() {
    Console.line(RunningSuite.login(state.folder(), login).token());
    return 0;
  }
}
