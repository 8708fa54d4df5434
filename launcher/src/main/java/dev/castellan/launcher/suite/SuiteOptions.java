package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What one start of the suite is told.
 *
 * @param state where it keeps everything
 * @param home folder with the built services
 * @param host address the gateway listens on
 * @param port port the gateway listens on; 0 for any free one
 * @param demo whether demo data are loaded and the demo process is run
 * @param replicas processes by service; one where none is named
 */
public record SuiteOptions(
    StateFolder state,
    Path home,
    String host,
    int port,
    boolean demo,
    Map<String, Integer> replicas) {

  private static final int MOST_REPLICAS = 9;

  /** Port of the gateway unless another is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /**
   * @throws LauncherException when a service is unknown or cannot have so many
   */
  public SuiteOptions {
    replicas.forEach(
        (service, count) -> {
          if (ServiceProgram.ALL.stream().noneMatch(each -> each.name().equals(service))) {
            throw new LauncherException("--replicas: there is no service " + service);
          }
          if (count < 1
              || count > MOST_REPLICAS
              || service.equals(ServiceProgram.GATEWAY) && count > 1) {
            throw new LauncherException(
                "--replicas: "
                    + service
                    + " cannot have "
                    + count
                    + (service.equals(ServiceProgram.GATEWAY) ? ", only 1 here" : ", only 1 to 9"));
          }
        });
    replicas = Map.copyOf(replicas);
  }

  /** Every service process of this start, the gateway first. */
  List<ServiceReplica> processes() {
    return ServiceProgram.ALL.stream().flatMap(each -> replicasOf(each).stream()).toList();
  }

  List<ServiceReplica> replicasOf(ServiceProgram program) {
    return IntStream.rangeClosed(1, replicas.getOrDefault(program.name(), 1))
        .mapToObj(number -> new ServiceReplica(program, number))
        .toList();
  }

  /** An address by which this machine reaches the gateway. */
  String reachableHost() {
    return "0.0.0.0".equals(host) || "::".equals(host) ? "127.0.0.1" : host;
  }
}
