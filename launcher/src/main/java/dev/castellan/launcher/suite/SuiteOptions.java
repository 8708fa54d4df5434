package dev.castellan.launcher.suite;

import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Path;

/**
 * What one start of the suite is told.
 *
 * @param state where it keeps everything
 * @param home folder with the built services
 * @param host address the gateway listens on
 * @param port port the gateway listens on; 0 for any free one
 * @param demo whether demo data are loaded and the demo process is run
 */
public record SuiteOptions(StateFolder state, Path home, String host, int port, boolean demo) {

  /** Port of the gateway unless another is asked for. */
  public static final int DEFAULT_PORT = 8080;

  /** An address by which this machine reaches the gateway. */
  String reachableHost() {
    return "0.0.0.0".equals(host) || "::".equals(host) ? "127.0.0.1" : host;
  }
}
