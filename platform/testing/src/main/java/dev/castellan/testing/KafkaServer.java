package dev.castellan.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real Kafka broker on loopback, in a process of its own, run from the launcher's class path. It
 * can be stopped, killed, frozen and started again on the same data and the same port.
 */
public final class KafkaServer {

  private static final String MAIN = "dev.castellan.launcher.kafka.KafkaBroker";
  private static final String PID = "kafka.pid";

  /** Clients print their hundred settings as long as nobody asks them not to. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  private static final long START_SECONDS = 60;
  private static final long STOP_SECONDS = 30;

  private final Path data;
  private final int port;

  private KafkaServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** The broker of this JVM, started by the first who asks and stopped when the JVM ends. */
  public static KafkaServer shared() {
    CLIENTS.setLevel(Level.WARNING);
    Path data = Path.of(JvmWide.once("kafka.data", String.class, () -> newData().toString()));
    int port = JvmWide.once("kafka.port", Integer.class, Workplace::freePort);
    KafkaServer server = new KafkaServer(data, port);
    JvmWide.once(PID, Long.class, server::launch);
    return server;
  }

  private static Path newData() {
    Path data = Workplace.data("kafka");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Long pid = JvmWide.get(PID, Long.class);
                  if (pid != null) {
                    // Nobody reads these data again: no need for a clean stop.
                    ProcessHandle.of(pid).ifPresent(ProcessFaults::kill);
                  }
                  Workplace.delete(data);
                }));
    return data;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /**
   * A whole cable to this broker; whoever connects through it is sent back to it by the broker. One
   * at a time.
   */
  public CutCable cable() {
    return CutCable.from(entrance(), "127.0.0.1", behindCable());
  }

  private static int entrance() {
    return JvmWide.once("kafka.cable.entrance", Integer.class, Workplace::freePort);
  }

  private static int behindCable() {
    return JvmWide.once("kafka.cable.behind", Integer.class, Workplace::freePort);
  }

  /** The broker's process, to freeze it for instance. */
  public ProcessHandle process() {
    return ProcessHandle.of(JvmWide.get(PID, Long.class))
        .orElseThrow(() -> new IllegalStateException("Kafka is not running"));
  }

  /** Starts the broker again on its data; returns when it serves clients. */
  public void start() {
    JvmWide.put(PID, launch());
  }

  /** Stops the broker cleanly; returns when it is gone. */
  public void stop() {
    ProcessHandle process = process();
    process.destroy();
    ProcessFaults.awaitEnd(process, STOP_SECONDS);
  }

  /** Kills the broker as a power cut would. */
  public void kill() {
    ProcessFaults.kill(process());
  }

  private long launch() {
    Path log = Workplace.logs().resolve("kafka.log");
    try {
      Process process =
          new ProcessBuilder(command())
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      awaitReady(process, log);
      return process.pid();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    Path target = Workplace.root().resolve("launcher/target");
    Path jars = target.resolve("lib");
    if (!Files.isDirectory(jars)) {
      throw new IllegalStateException(
          "The broker comes from the launcher, which is not built: ./mvnw package -pl launcher -am"
              + " -DskipTests");
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        target.resolve("classes") + ":" + jars.resolve("*"),
        MAIN,
        "--data-dir",
        data.toString(),
        "--port",
        Integer.toString(port),
        "--detour",
        behindCable() + ":" + entrance(),
        // Does not outlive a test JVM that is killed.
        "--parent",
        Long.toString(ProcessHandle.current().pid()));
  }

  private static void awaitReady(Process process, Path log) {
    BufferedReader output = process.inputReader();
    CompletableFuture<Boolean> ready =
        CompletableFuture.supplyAsync(
            () -> output.lines().anyMatch(line -> line.startsWith("ready ")),
            task -> Thread.ofVirtual().start(task));
    try {
      if (!ready.get(START_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Kafka ended before it was ready, see " + log);
      }
    } catch (TimeoutException | ExecutionException e) {
      ProcessFaults.kill(process.toHandle());
      throw new IllegalStateException("Kafka did not start, see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
