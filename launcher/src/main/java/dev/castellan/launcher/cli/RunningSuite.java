package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
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

  static LauncherException notUp() {
    return new LauncherException("Castellan is not up: ./castellan up starts it");
  }
}
