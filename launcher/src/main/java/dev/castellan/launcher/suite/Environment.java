package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.postgres.PostgresAccess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The {@code CASTELLAN_*} variables the launcher itself listens to. */
final class Environment {

  private static final int POSTGRES_PORT = 5432;
  private static final int KAFKA_PORT = 9092;

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** An existing PostgreSQL to use instead of an embedded one. */
  Optional<PostgresAccess> postgres() {
    return address("CASTELLAN_POSTGRES", POSTGRES_PORT)
        .map(
            it ->
                new PostgresAccess(
                    it.host(),
                    it.port(),
                    variables.getOrDefault("CASTELLAN_POSTGRES_USER", "postgres"),
                    variables.getOrDefault("CASTELLAN_POSTGRES_PASSWORD", "")));
  }

  /** An existing Kafka to use instead of an embedded one. */
  Optional<Address> kafka() {
    return address("CASTELLAN_KAFKA", KAFKA_PORT);
  }

  /** Largest heap of each service, as the JVM takes it. */
  String heap() {
    String heap = variables.getOrDefault("CASTELLAN_HEAP", "256m");
    if (!heap.matches("[0-9]+[kKmMgG]?")) {
      throw new LauncherException("CASTELLAN_HEAP=" + heap + " is not a size such as 256m");
    }
    return heap;
  }

  /** How long a service may take to become ready. */
  Duration startLimit() {
    String seconds = variables.getOrDefault("CASTELLAN_START_SECONDS", "180");
    if (!seconds.matches("[1-9][0-9]{0,4}")) {
      throw new LauncherException("CASTELLAN_START_SECONDS=" + seconds + " is no number");
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  /** Whether the JVM's startup caches are neither used nor made. */
  boolean cachesAreOff() {
    return "off".equals(variables.get("CASTELLAN_STARTUP_CACHE"));
  }

  /** Whether a start without a startup cache is recorded for one. */
  boolean cachesAreRecorded() {
    return "record".equals(variables.get("CASTELLAN_STARTUP_CACHE"));
  }

  private Optional<Address> address(String variable, int defaultPort) {
    String value = variables.get(variable);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    int colon = value.lastIndexOf(':');
    if (colon < 0) {
      return Optional.of(new Address(value, defaultPort));
    }
    try {
      return Optional.of(
          new Address(value.substring(0, colon), Integer.parseInt(value.substring(colon + 1))));
    } catch (NumberFormatException e) {
      throw new LauncherException(variable + "=" + value + " is not host:port");
    }
  }

  /**
   * Where a server listens.
   *
   * @param host name or address
   * @param port its port
   */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
