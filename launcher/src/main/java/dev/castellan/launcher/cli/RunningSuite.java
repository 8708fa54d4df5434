package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.demo.GatewayClient;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;

/** A suite that a command needs to be up. */
final class RunningSuite {

  private RunningSuite() {}

  static String gateway(StateFolder folder) {
    return new ControlClient(folder)
        .query("status")
        .map(status -> status.path("gateway").asText())
        .orElseThrow(RunningSuite::notUp);
  }

  /** The gateway, with this login. */
  static GatewayClient login(StateFolder folder, String login) {
    String password =
        new Secrets(folder)
            .knownLoginPassword(login)
            .orElseThrow(
                () ->
                    new LauncherException(
                        "The password of " + login + " is not kept in " + folder.secrets()));
    return GatewayClient.login(gateway(folder), login, password);
  }

  static LauncherException notUp() {
    return new LauncherException("Castellan is not up: ./castellan up starts it");
  }
}
