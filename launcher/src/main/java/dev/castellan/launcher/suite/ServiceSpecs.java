package dev.castellan.launcher.suite;

import dev.castellan.launcher.postgres.PostgresAccess;
import dev.castellan.launcher.process.ChildSpec;
import dev.castellan.launcher.process.HttpHealth;
import dev.castellan.launcher.process.Jvm;
import dev.castellan.launcher.process.StopSignal;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How the service processes are started: the same programs with the same variables as in a cluster.
 * Passwords travel in the environment alone, which only the owner of a process can read.
 */
final class ServiceSpecs {

  private static final String LOOPBACK = "127.0.0.1";

  private final SuiteOptions options;
  private final Environment environment;
  private final SuitePorts ports;
  private final Secrets secrets;
  private final PostgresAccess postgres;
  private final String kafka;
  private final HttpClient client;

  ServiceSpecs(
      SuiteOptions options,
      Environment environment,
      SuitePorts ports,
      Secrets secrets,
      PostgresAccess postgres,
      String kafka,
      HttpClient client) {
    this.options = options;
    this.environment = environment;
    this.ports = ports;
    this.secrets = secrets;
    this.postgres = postgres;
    this.kafka = kafka;
    this.client = client;
  }

  ChildSpec spec(ServiceReplica replica, InstalledApp app, List<String> cacheOptions) {
    StateFolder state = options.state();
    List<String> command =
        Jvm.command(
            state,
            "-Xmx" + environment.heap(),
            // Six small heaps share few cores: one collector thread each, and less memory beside
            // the heap, serve them better than the parallel collectors a server JVM chooses.
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError");
    command.addAll(cacheOptions);
    command.addAll(List.of("-jar", app.jar().toString()));
    return new ChildSpec(
        replica.name(),
        command,
        variables(replica),
        state.log(replica.name()),
        "java",
        StopSignal.TERM,
        environment.startLimit(),
        new HttpHealth(client, URI.create(readiness(replica.name()))));
  }

  private Map<String, String> variables(ServiceReplica replica) {
    ServiceProgram program = replica.program();
    Map<String, String> it = new HashMap<>();
    it.put("QUARKUS_HTTP_HOST", program.isGateway() ? options.host() : LOOPBACK);
    it.put("QUARKUS_HTTP_PORT", Integer.toString(ports.service(replica.name())));
    it.put("QUARKUS_MANAGEMENT_HOST", LOOPBACK);
    it.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management(replica.name())));
    it.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.url(program.database()));
    it.put("QUARKUS_DATASOURCE_USERNAME", program.database());
    it.put("QUARKUS_DATASOURCE_PASSWORD", secrets.databasePassword(program.database()));
    it.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    it.put("CASTELLAN_SECRETS_KEYS", secrets.encryptionKeys());
    it.put("CASTELLAN_CACHE_DIR", options.state().caches().resolve(replica.name()).toString());
    // An administrator's login is for the launcher alone, also when it came from outside.
    it.put("CASTELLAN_POSTGRES_PASSWORD", "");
    if (program.isGateway()) {
      it.put("CASTELLAN_ADMIN_PASSWORD_FILE", secrets.loginFile("admin").toString());
      ServiceProgram.ALL.stream()
          .filter(other -> !other.isGateway())
          .forEach(
              other -> {
                it.put(other.upstreamVariable(), each(other, ports::url));
                it.put(other.upstreamHealthVariable(), each(other, this::readiness));
              });
    } else {
      it.put("CASTELLAN_JWKS_URL", ports.url(ServiceProgram.GATEWAY) + "/auth/jwks");
    }
    return it;
  }

  /** One address of each process of a service, as the gateway reads them. */
  private String each(ServiceProgram program, UnaryOperator<String> address) {
    return options.replicasOf(program).stream()
        .map(ServiceReplica::name)
        .map(address)
        .collect(Collectors.joining(","));
  }

  private String readiness(String process) {
    return ports.managementUrl(process) + "/q/health/ready";
  }
}
