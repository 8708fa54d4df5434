package dev.castellan.launcher.kafka;

import dev.castellan.launcher.process.ChildSpec;
import dev.castellan.launcher.process.Jvm;
import dev.castellan.launcher.process.StopSignal;
import dev.castellan.launcher.state.StateFolder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The broker of a local suite: its data in the state folder, reachable over loopback only. */
public final class KafkaServer {

  /** Name of this process in the suite. */
  public static final String NAME = "kafka";

  private static final String HOST = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private KafkaServer() {}

  /**
   * How the broker is started.
   *
   * @param state an opened state folder
   * @param port where clients reach it
   */
  public static ChildSpec spec(StateFolder state, int port) {
    List<String> command =
        Jvm.command(
            state,
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            System.getProperty("java.class.path"),
            KafkaBroker.class.getName(),
            "--data-dir",
            state.kafka().toString(),
            "--host",
            HOST,
            "--port",
            Integer.toString(port));
    return new ChildSpec(
        NAME,
        command,
        Map.of(),
        state.log(NAME),
        "java",
        StopSignal.TERM,
        START_LIMIT,
        new KafkaProbe(HOST, port));
  }
}
