package dev.castellan.launcher.suite;

import dev.castellan.launcher.kafka.KafkaServer;
import dev.castellan.launcher.postgres.PostgresServer;
import dev.castellan.launcher.state.Ports;
import java.util.HashMap;
import java.util.Map;

/** The addresses of one start of the suite. */
final class SuitePorts {

  private static final String MANAGEMENT = ".management";

  private final String gatewayHost;
  private final Map<String, Integer> ports = new HashMap<>();

  private SuitePorts(String gatewayHost) {
    this.gatewayHost = gatewayHost;
  }

  /** Takes the ports of the last start where they are free, and the gateway's as asked for. */
  static SuitePorts choose(SuiteOptions options) {
    Ports remembered = new Ports(options.state());
    SuitePorts it = new SuitePorts(options.reachableHost());
    for (ServiceReplica replica : options.processes()) {
      String name = replica.name();
      boolean fixed = replica.program().isGateway() && options.port() != 0;
      it.ports.put(
          name,
          fixed ? remembered.fixed(name, options.host(), options.port()) : remembered.free(name));
      it.ports.put(name + MANAGEMENT, remembered.free(name + MANAGEMENT));
    }
    it.ports.put(PostgresServer.NAME, remembered.free(PostgresServer.NAME));
    it.ports.put(KafkaServer.NAME, remembered.free(KafkaServer.NAME));
    return it;
  }

  int service(String name) {
    return ports.get(name);
  }

  int management(String name) {
    return ports.get(name + MANAGEMENT);
  }

  String url(String name) {
    String host = ServiceProgram.GATEWAY.equals(name) ? gatewayHost : "127.0.0.1";
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + ports.get(name);
  }

  String managementUrl(String name) {
    return "http://127.0.0.1:" + management(name);
  }
}
