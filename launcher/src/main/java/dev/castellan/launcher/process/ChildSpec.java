package dev.castellan.launcher.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one process is started and judged.
 *
 * @param name name in the suite
 * @param command program and arguments; holds no secret, every user of the machine can read it
 * @param environment what is added to this process' own environment; may hold secrets
 * @param log file that takes its output
 * @param program file name of the executable it ends up as
 * @param stop signal that ends it in good order
 * @param startLimit how long it may take to become ready
 * @param readiness whether it does its work
 */
public record ChildSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path log,
    String program,
    StopSignal stop,
    Duration startLimit,
    Readiness readiness) {

  /** Copies the collections, so that a restart gets what the first start got. */
  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Without the environment, which holds secrets. */
  @Override
  public String toString() {
    return name + " " + command;
  }
}
