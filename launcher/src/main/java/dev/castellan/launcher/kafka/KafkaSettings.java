package dev.castellan.launcher.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * What one broker is started with. The cluster id lives in the data folder; the controller's port
 * is chosen anew at each start, since nobody but this process speaks to it.
 */
record KafkaSettings(Path dataDir, String host, int port, int controllerPort) {

  private static final int NODE_ID = 1;
  private static final String CONTROLLER = "CONTROLLER";

  static KafkaSettings choose(Path dataDir, String host, int wantedPort) throws IOException {
    try (ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = wantedPort;
      if (port == 0) {
        // Both held open at once, so that the two free ports differ.
        try (ServerSocket clients = new ServerSocket(0, 1, InetAddress.getByName(host))) {
          port = clients.getLocalPort();
        }
      }
      return new KafkaSettings(
          Files.createDirectories(dataDir).toAbsolutePath(), host, port, controller.getLocalPort());
    }
  }

  /**
   * Makes the data folder usable by this broker; does nothing when it already is.
   *
   * @param out where the formatter says what it did
   */
  void format(PrintStream out) throws Exception {
    MetaPropertiesEnsemble found =
        new MetaPropertiesEnsemble.Loader()
            .addLogDirs(List.of(dataDir.toString()))
            .addMetadataLogDir(dataDir.toString())
            .load();
    new Formatter()
        .setPrintStream(out)
        .setNodeId(NODE_ID)
        .setClusterId(found.clusterId().orElseGet(() -> Uuid.randomUuid().toString()))
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName(CONTROLLER)
        .setMetadataLogDirectory(dataDir.toString())
        .addDirectory(dataDir.toString())
        .setIgnoreFormatted(true)
        .run();
  }

  Properties properties() {
    Properties it = new Properties();
    it.setProperty("process.roles", "broker,controller");
    it.setProperty("node.id", Integer.toString(NODE_ID));
    it.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    it.setProperty("controller.listener.names", CONTROLLER);
    it.setProperty("inter.broker.listener.name", "CLIENTS");
    it.setProperty(
        "listeners",
        "CLIENTS://" + host + ":" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    it.setProperty("advertised.listeners", "CLIENTS://" + host + ":" + port);
    it.setProperty(
        "listener.security.protocol.map", "CLIENTS:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
    it.setProperty("log.dirs", dataDir.toString());
    it.setProperty("auto.create.topics.enable", "false");
    // After a kill the controller refuses the new broker until the session of the old one is over.
    it.setProperty("broker.session.timeout.ms", "3000");
    it.setProperty("broker.heartbeat.interval.ms", "1000");
    it.setProperty("group.initial.rebalance.delay.ms", "0");
    // One node: every internal topic has exactly one copy, and few partitions open faster.
    it.setProperty("offsets.topic.replication.factor", "1");
    it.setProperty("offsets.topic.num.partitions", "8");
    it.setProperty("transaction.state.log.replication.factor", "1");
    it.setProperty("transaction.state.log.min.isr", "1");
    it.setProperty("transaction.state.log.num.partitions", "8");
    it.setProperty("share.coordinator.state.topic.replication.factor", "1");
    it.setProperty("share.coordinator.state.topic.min.isr", "1");
    it.setProperty("share.coordinator.state.topic.num.partitions", "1");
    // The default cleaner buffer of 128 MiB is a quarter of the heap this broker is given.
    it.setProperty("log.cleaner.dedupe.buffer.size", "16777216");
    it.setProperty("num.network.threads", "2");
    it.setProperty("num.io.threads", "4");
    return it;
  }

  /**
   * Adds a listener behind something that passes bytes on, a proxy or a tunnel: without it, clients
   * that came through would be sent to the broker itself.
   *
   * @param ports {@code LISTEN:ADVERTISED}
   */
  void addDetour(Properties properties, String ports) {
    String[] each = ports.split(":");
    append(properties, "listeners", "DETOUR://" + host + ":" + each[0]);
    append(properties, "advertised.listeners", "DETOUR://" + host + ":" + each[1]);
    append(properties, "listener.security.protocol.map", "DETOUR:PLAINTEXT");
  }

  private static void append(Properties properties, String key, String value) {
    properties.merge(key, value, (known, more) -> known + "," + more);
  }
}
