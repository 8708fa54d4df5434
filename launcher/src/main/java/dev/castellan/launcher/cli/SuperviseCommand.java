package dev.castellan.launcher.cli;

import dev.castellan.launcher.suite.SuiteOptions;
import dev.castellan.launcher.suite.Supervisor;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code up} starts in the background; who watches it connects to its socket. */
@Command(name = "supervise", hidden = true)
final class SuperviseCommand implements Callable<Integer> {

  @Mixin private StateOption state;

  @Option(names = "--host", required = true)
  private String host;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--replicas", split = ",")
  private Map<String, Integer> replicas = Map.of();

  @Option(names = "--demo", required = true, arity = "1")
  private boolean demo;

  @Override
  public Integer call() {
    SuiteOptions options =
        new SuiteOptions(state.folder(), StateOption.home(), host, port, demo, replicas);
    return new Supervisor(options, System.getenv()).run(Console::show);
  }
}
