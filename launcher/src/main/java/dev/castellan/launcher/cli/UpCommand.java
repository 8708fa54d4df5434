package dev.castellan.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.control.ControlReply;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.SuiteOptions;
import dev.castellan.launcher.suite.Supervisor;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the suite and waits until it works.")
final class UpCommand implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65535;

  @Mixin private StateOption state;

  @Option(names = "--empty", description = "Without demo data.")
  private boolean empty;

  @Option(
      names = "--foreground",
      description = "Stay until Ctrl-C, and leave nothing running then.")
  private boolean foreground;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + SuiteOptions.DEFAULT_PORT,
      description = "Port of the gateway; 0 takes any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "H",
      defaultValue = "127.0.0.1",
      description =
          "Address the gateway listens on (default: ${DEFAULT-VALUE}, this machine only).")
  private String host;

  @Option(
      names = "--replicas",
      paramLabel = "SERVICE=N",
      split = ",",
      description = "Run several processes of a service, such as process-service=2.")
  private Map<String, Integer> replicas = Map.of();

  private final long begin = System.nanoTime();

  @Override
  public Integer call() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new LauncherException("--port " + port + " is not a port; 0 takes any free one");
    }
    StateFolder folder = state.folder();
    ControlClient client = new ControlClient(folder);
    if (client.isUp()) {
      return alreadyUp(folder, client);
    }
    SuiteOptions options =
        new SuiteOptions(folder, StateOption.home(), host, port, !empty, replicas);
    Console.line("Castellan starts; its state is in " + folder.root());
    return foreground ? runHere(options) : runBehind(options, client);
  }

  private int runHere(SuiteOptions options) {
    int exit = new Supervisor(options, System.getenv()).run(this::showForeground);
    if (exit == Supervisor.ALREADY_RUNNING) {
      throw new LauncherException("Another ./castellan up has just taken this state folder");
    }
    return exit;
  }

  private void showForeground(ControlReply reply) {
    Console.show(reply);
    if (reply.kind() == ControlReply.Kind.FAILED) {
      Console.error(reply.text());
    } else if (reply.kind() == ControlReply.Kind.DONE && reply.text().startsWith("http")) {
      closing(reply.text());
      Console.line("Ctrl-C stops everything.");
    }
  }

  private int runBehind(SuiteOptions options, ControlClient client) {
    BackgroundSupervisor supervisor = BackgroundSupervisor.start(options, client);
    // Ctrl-C while it starts means: not at all.
    Thread cancel = new Thread(() -> client.ask("stop", null, Console::show), "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    try {
      ControlReply done = follow(client).orElseThrow(supervisor::lost);
      closing(done.text());
      return 0;
    } catch (LauncherException e) {
      supervisor.awaitEnd();
      throw e;
    } finally {
      removeHook(cancel);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // Then the hook is at work.
    }
  }

  private static Optional<ControlReply> follow(ControlClient client) {
    return client.ask("follow", null, Console::show);
  }

  private int alreadyUp(StateFolder folder, ControlClient client) {
    JsonNode status = client.query("status").orElse(null);
    if (status != null && status.path("ready").asBoolean()) {
      Console.line("Castellan is already up: " + status.path("gateway").asText());
      return 0;
    }
    Console.line("Castellan is already being started, or was; its state is in " + folder.root());
    ControlReply done =
        follow(client)
            .orElseThrow(() -> new LauncherException("The other start has just ended; try again"));
    if (client.query("status").map(it -> it.path("ready").asBoolean()).orElse(false)) {
      closing(done.text());
      return 0;
    }
    throw new LauncherException(
        "Castellan is up at " + done.text() + " but not ready: see ./castellan status");
  }

  private void closing(String gateway) {
    Console.line(
        String.format(
            Locale.ROOT,
            "Castellan is up: %s (%.1f s)",
            gateway,
            (System.nanoTime() - begin) / 1e9));
    Console.line("  a token           ./castellan token [admin|occupant|guest]");
    Console.line(
        "  try               curl -H \"Authorization: $(./castellan token)\" "
            + gateway
            + "/smartobjects");
    Console.line("  state, logs, end  ./castellan status | logs | down");
  }
}
