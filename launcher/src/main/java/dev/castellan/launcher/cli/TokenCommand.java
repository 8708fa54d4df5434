package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.demo.GatewayClient;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
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
    StateFolder folder = state.folder();
    String gateway = RunningSuite.gateway(folder);
    String password =
        new Secrets(folder)
            .knownLoginPassword(login)
            .orElseThrow(
                () ->
                    new LauncherException(
                        "The password of " + login + " is not kept in " + folder.secrets()));
    Console.line(GatewayClient.login(gateway, login, password).token());
    return 0;
  }
}
