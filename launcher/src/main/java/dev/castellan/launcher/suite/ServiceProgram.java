package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One of the six service programs of Castellan.
 *
 * @param name name of its process and of its folder
 * @param database name of its database and of its role
 */
public record ServiceProgram(String name, String database) {

  /** Name of the gateway's process. */
  public static final String GATEWAY = "gateway";

  /** All of them; the gateway first, since the others ask it for the keys that sign tokens. */
  public static final List<ServiceProgram> ALL =
      List.of(
          new ServiceProgram(GATEWAY, "gateway"),
          new ServiceProgram("smartobject-service", "smartobject"),
          new ServiceProgram("process-service", "process"),
          new ServiceProgram("widget-service", "widget"),
          new ServiceProgram("element-service", "element"),
          new ServiceProgram("objecttype-service", "objecttype"));

  boolean isGateway() {
    return GATEWAY.equals(name);
  }

  /** The variable that tells the gateway where this service is. */
  String upstreamVariable() {
    return "CASTELLAN_UPSTREAM_" + inCapitals();
  }

  /** The variable that tells the gateway where this service says whether it is ready. */
  String upstreamHealthVariable() {
    return "CASTELLAN_UPSTREAM_HEALTH_" + inCapitals();
  }

  private String inCapitals() {
    return name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * The packaged program.
   *
   * @throws LauncherException when it was not built
   */
  Path jar(Path home) {
    Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw new LauncherException(
          name + " is not built: " + jar + " is missing; ./castellan up builds it");
    }
    return jar;
  }
}
