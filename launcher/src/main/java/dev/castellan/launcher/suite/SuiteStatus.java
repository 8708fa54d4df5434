package dev.castellan.launcher.suite;

import dev.castellan.launcher.kafka.KafkaServer;
import dev.castellan.launcher.postgres.PostgresServer;
import dev.castellan.launcher.state.Ports;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import java.util.List;
import java.util.OptionalInt;

/**
 * How the suite is, as {@code status --json} prints it.
 *
 * @param ready all processes do their work and the start is complete
 * @param gateway where users reach the suite
 * @param services the six services
 * @param backends database and broker
 */
public record SuiteStatus(
    boolean ready, String gateway, List<Service> services, List<Backend> backends) {

  /**
   * One service.
   *
   * @param name its process
   * @param url its own address; null when it never had one
   * @param managementUrl its health and metrics; null when it never had one
   * @param ready whether it does its work
   * @param pid process id, null when it is down
   */
  public record Service(String name, String url, String managementUrl, boolean ready, Long pid) {}

  /**
   * Database or broker.
   *
   * @param name its process
   * @param address host and port; null when it never had one
   * @param ready whether it answers
   * @param pid process id, null when it is down or not ours
   */
  public record Backend(String name, String address, boolean ready, Long pid) {}

  /** The status of a suite nobody supervises; processes that were left running are still told. */
  public static SuiteStatus down(StateFolder state) {
    Ports ports = new Ports(state);
    ProcessRecords records = new ProcessRecords(state);
    List<Service> services =
        ServiceProgram.ALL.stream()
            .map(
                program ->
                    new Service(
                        program.name(),
                        http(ports.remembered(program.name())),
                        http(ports.remembered(program.name() + ".management")),
                        false,
                        pid(records, program.name())))
            .toList();
    List<Backend> backends =
        List.of(PostgresServer.NAME, KafkaServer.NAME).stream()
            .map(
                name -> {
                  OptionalInt port = ports.remembered(name);
                  String address = port.isPresent() ? "127.0.0.1:" + port.getAsInt() : null;
                  return new Backend(name, address, false, pid(records, name));
                })
            .toList();
    String gateway = services.getFirst().url();
    return new SuiteStatus(
        false,
        gateway == null ? "http://127.0.0.1:" + SuiteOptions.DEFAULT_PORT : gateway,
        services,
        backends);
  }

  private static String http(OptionalInt port) {
    return port.isPresent() ? "http://127.0.0.1:" + port.getAsInt() : null;
  }

  private static Long pid(ProcessRecords records, String name) {
    return records.find(name).flatMap(ProcessRecord::process).map(ProcessHandle::pid).orElse(null);
  }
}
