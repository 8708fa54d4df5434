package dev.castellan.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.SuiteStatus;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Tells how the suite is; exit code 0 when all of it works, else 1.")
final class StatusCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private StateOption state;

  @Option(names = "--json", description = "As JSON and nothing else.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode status = status(state.folder());
    if (json) {
      // One line, so that line tools can read it too.
      Console.line(status.toString());
    } else {
      table(status);
    }
    return status.path("ready").asBoolean() ? 0 : 1;
  }

  private static JsonNode status(StateFolder folder) {
    try {
      return new ControlClient(folder)
          .query("status")
          .orElseGet(() -> JSON.valueToTree(SuiteStatus.down(folder)));
    } catch (LauncherException endedMeanwhile) {
      return JSON.valueToTree(SuiteStatus.down(folder));
    }
  }

  private static void table(JsonNode status) {
    boolean ready = status.path("ready").asBoolean();
    Console.line("Castellan is " + (ready ? "up: " + status.path("gateway").asText() : "not up"));
    status.path("services").forEach(it -> row(it, "url"));
    status.path("backends").forEach(it -> row(it, "address"));
  }

  private static void row(JsonNode process, String address) {
    Console.line(
        String.format(
            Locale.ROOT,
            "  %-20s %-9s %-30s %s",
            process.path("name").asText(),
            process.path("ready").asBoolean() ? "ready" : "not ready",
            process.path(address).asText("-"),
            process.hasNonNull("pid") ? "process " + process.path("pid").asText() : ""));
  }
}
