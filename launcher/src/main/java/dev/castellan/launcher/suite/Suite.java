package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.kafka.KafkaProbe;
import dev.castellan.launcher.kafka.KafkaServer;
import dev.castellan.launcher.postgres.PostgresAccess;
import dev.castellan.launcher.postgres.PostgresServer;
import dev.castellan.launcher.process.ChildSpec;
import dev.castellan.launcher.process.ManagedProcess;
import dev.castellan.launcher.process.Readiness;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.Secrets;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Database, broker and the six services of one state folder, as processes that are kept running.
 */
public final class Suite {

  private static final Duration SERVICE_GRACE = Duration.ofSeconds(15);
  // The JVM writes its startup cache before it ends: seconds of work, for all services at once.
  private static final Duration RECORDING_GRACE = Duration.ofSeconds(90);
  private static final Duration BACKEND_GRACE = Duration.ofSeconds(20);

  private final SuiteOptions options;
  private final Environment environment;
  private final Progress progress;
  private final SuitePorts ports;
  private final Secrets secrets;
  private final ProcessRecords records;
  private final Optional<PostgresServer> postgresServer;
  private final PostgresAccess postgres;
  private final Optional<Environment.Address> foreignKafka;
  private final Map<String, ManagedProcess> processes = new ConcurrentHashMap<>();
  private final Map<String, StartupCache> caches = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile boolean complete;

  /**
   * Chooses ports and checks what can be checked; starts nothing yet.
   *
   * @param options what this start is told, its state folder opened
   * @param variables the process' environment
   * @param progress takes what is done
   */
  public Suite(SuiteOptions options, Map<String, String> variables, Progress progress) {
    this.options = options;
    this.environment = new Environment(variables);
    this.progress = progress;
    Preflight.checkDisk(options.state(), Preflight.LEAST_FREE_BYTES);
    ServiceProgram.ALL.forEach(program -> program.jar(options.home()));
    this.ports = SuitePorts.choose(options);
    this.secrets = new Secrets(options.state());
    this.records = new ProcessRecords(options.state());
    Optional<PostgresAccess> foreign = environment.postgres();
    this.postgresServer =
        foreign.isPresent()
            ? Optional.empty()
            : Optional.of(
                new PostgresServer(options.state(), secrets, ports.service(PostgresServer.NAME)));
    this.postgres = foreign.orElseGet(() -> postgresServer.orElseThrow().access());
    this.foreignKafka = environment.kafka();
  }

  /** Where users reach the suite. */
  public String gateway() {
    return ports.url(ServiceProgram.GATEWAY);
  }

  /** The passwords of the suite's logins. */
  public Secrets secrets() {
    return secrets;
  }

  /**
   * Starts everything and waits until all of it works.
   *
   * @throws LauncherException naming the process that does not come up; what was started runs on
   */
  public void start() {
    secrets.loginPassword("admin");
    Together.run(List.of(this::startPostgres, this::startKafka));
    ServiceSpecs specs =
        new ServiceSpecs(options, environment, ports, secrets, postgres, kafkaAddress(), client);
    List<Runnable> services = new ArrayList<>();
    for (ServiceReplica replica : options.processes()) {
      InstalledApp app = InstalledApp.of(replica.program(), options.home(), options.state());
      StartupCache cache = new StartupCache(app, environment);
      if (replica.isFirst()) {
        caches.put(replica.name(), cache);
      }
      boolean cached = replica.isFirst() || !cache.isRecording();
      ManagedProcess process =
          manage(specs.spec(replica, app, cached ? cache.options() : List.of()));
      process.start();
      services.add(
          () -> {
            process.awaitReady();
            progress.step(replica.name(), "ready at " + ports.url(replica.name()));
          });
    }
    Together.run(services);
  }

  /** Notes that all steps of the start are done. */
  public void complete() {
    complete = true;
  }

  /** Stops everything in good order: who uses something goes before it. */
  public void stop(Progress told) {
    complete = false;
    if (caches.values().stream().anyMatch(StartupCache::isRecording)) {
      told.line("This once, stopping takes longer: it prepares faster starts");
    }
    List<Runnable> services = new ArrayList<>();
    for (ServiceReplica replica : options.processes()) {
      services.add(() -> stopService(replica.name(), told));
    }
    Together.run(services);
    stop(KafkaServer.NAME, BACKEND_GRACE, told);
    stop(PostgresServer.NAME, BACKEND_GRACE, told);
  }

  /**
   * One of the processes.
   *
   * @throws LauncherException when there is none of this name
   */
  public ManagedProcess process(String name) {
    ManagedProcess process = name == null ? null : processes.get(name);
    if (process == null) {
      throw new LauncherException(
          "There is no process "
              + name
              + " here; there are "
              + String.join(", ", processes.keySet().stream().sorted().toList()));
    }
    return process;
  }

  /** Stops one process in good order and starts it again. */
  public void restart(String name) {
    ManagedProcess process = process(name);
    process.stop(RECORDING_GRACE);
    process.start();
    process.awaitReady();
  }

  /** How everything is now. */
  public SuiteStatus status() {
    Map<String, Boolean> ready = new ConcurrentHashMap<>();
    List<Runnable> checks = new ArrayList<>();
    processes.forEach((name, process) -> checks.add(() -> ready.put(name, process.isReady())));
    checks.add(() -> ready.computeIfAbsent(PostgresServer.NAME, name -> postgres.answers()));
    foreignKafka.ifPresent(it -> checks.add(() -> ready.put(KafkaServer.NAME, probe(it))));
    Together.run(checks);
    List<SuiteStatus.Service> services = new ArrayList<>();
    for (ServiceReplica replica : options.processes()) {
      String name = replica.name();
      services.add(
          new SuiteStatus.Service(
              name,
              ports.url(name),
              ports.managementUrl(name),
              ready.getOrDefault(name, false),
              pid(name)));
    }
    List<SuiteStatus.Backend> backends =
        List.of(
            backend(PostgresServer.NAME, postgres.host() + ":" + postgres.port(), ready),
            backend(KafkaServer.NAME, kafkaAddress(), ready));
    boolean all =
        complete
            && services.stream().allMatch(SuiteStatus.Service::ready)
            && backends.stream().allMatch(SuiteStatus.Backend::ready);
    return new SuiteStatus(all, gateway(), services, backends);
  }

  private void startPostgres() {
    if (postgresServer.isPresent()) {
      ManagedProcess process = manage(postgresServer.get().prepare());
      process.start();
      process.awaitReady();
    } else if (!postgres.answers()) {
      throw new LauncherException(
          "No PostgreSQL takes the login at " + postgres + " (CASTELLAN_POSTGRES)");
    }
    postgres.ensureDatabases(
        ServiceProgram.ALL.stream().map(ServiceProgram::database).toList(), secrets);
    progress.step(PostgresServer.NAME, "ready at " + postgres.host() + ":" + postgres.port());
  }

  private void startKafka() {
    if (foreignKafka.isEmpty()) {
      ManagedProcess process =
          manage(KafkaServer.spec(options.state(), ports.service(KafkaServer.NAME)));
      process.start();
      process.awaitReady();
    } else if (!probe(foreignKafka.get())) {
      throw new LauncherException(
          "No Kafka broker answers at " + kafkaAddress() + " (CASTELLAN_KAFKA)");
    }
    progress.step(KafkaServer.NAME, "ready at " + kafkaAddress());
  }

  private ManagedProcess manage(ChildSpec spec) {
    ManagedProcess process = new ManagedProcess(spec, records);
    processes.put(spec.name(), process);
    return process;
  }

  private void stopService(String name, Progress told) {
    StartupCache cache = caches.get(name);
    boolean recording = cache != null && cache.isRecording();
    if (stop(name, recording ? RECORDING_GRACE : SERVICE_GRACE, told) && recording) {
      cache.keep();
    }
  }

  private boolean stop(String name, Duration grace, Progress told) {
    ManagedProcess process = processes.get(name);
    if (process == null) {
      return false;
    }
    boolean running = process.pid().isPresent();
    boolean inGoodOrder = process.stop(grace);
    if (running) {
      told.step(name, "stopped");
    }
    return inGoodOrder;
  }

  private String kafkaAddress() {
    return foreignKafka
        .map(Environment.Address::toString)
        .orElseGet(() -> "127.0.0.1:" + ports.service(KafkaServer.NAME));
  }

  private SuiteStatus.Backend backend(String name, String address, Map<String, Boolean> ready) {
    return new SuiteStatus.Backend(name, address, ready.getOrDefault(name, false), pid(name));
  }

  private Long pid(String name) {
    ManagedProcess process = processes.get(name);
    OptionalLong pid = process == null ? OptionalLong.empty() : process.pid();
    return pid.isPresent() ? pid.getAsLong() : null;
  }

  private static boolean probe(Environment.Address kafka) {
    Readiness probe = new KafkaProbe(kafka.host(), kafka.port());
    return probe.isReady();
  }
}
