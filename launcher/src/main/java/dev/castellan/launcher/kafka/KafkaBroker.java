package dev.castellan.launcher.kafka;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One Kafka broker with its own KRaft controller, in the foreground.
 *
 * <p>Formats the data folder when it is new, prints exactly one line {@code ready HOST:PORT} on
 * standard output once clients are served, logs to standard error, and stops cleanly on SIGTERM.
 * Data survive a SIGKILL: the same folder can be started again.
 */
@Command(
    name = "kafka-broker",
    mixinStandardHelpOptions = true,
    description = "Runs one Kafka broker on a data folder.")
public final class KafkaBroker implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaBroker.class);

  @Option(names = "--data-dir", required = true, description = "Folder that keeps the log.")
  private Path dataDir;

  @Option(names = "--port", required = true, description = "Port for clients; 0 takes a free one.")
  private int port;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
  private String host;

  @Option(
      names = "--detour",
      paramLabel = "LISTEN:ADVERTISED",
      description = "A second port, whose clients are told to come back by another one.")
  private String detour;

  @Option(names = "--parent", description = "Stop when the process with this id has ended.")
  private Long parent;

  /**
   * Runs until the broker is stopped; exits 0 after a clean stop and 1 when it cannot start.
   *
   * @param args see the options of this class
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new KafkaBroker()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    KafkaSettings settings = KafkaSettings.choose(dataDir, host, port);
    settings.format(System.err);
    Properties properties = settings.properties();
    if (detour != null) {
      settings.addDetour(properties, detour);
    }
    KafkaRaftServer server =
        new KafkaRaftServer(Objects.requireNonNull(KafkaConfig.fromProps(properties)), Time.SYSTEM);
    Thread stop = new Thread(server::shutdown, "broker-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    server.startup();
    System.out.println("ready " + host + ":" + settings.port());
    System.out.flush();
    stopWithParent();
    server.awaitShutdown();
    return 0;
  }

  private void stopWithParent() {
    if (parent == null) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(parent);
    if (process.isEmpty()) {
      LOG.warn("Parent {} is not running: the broker stops", parent);
      startExit();
      return;
    }
    process.get().onExit().thenRun(KafkaBroker::startExit);
  }

  private static void startExit() {
    // Not on the caller's thread: exit waits for the shutdown hook, which waits for the broker.
    Thread.ofPlatform().name("parent-gone").start(() -> System.exit(0));
  }
}
