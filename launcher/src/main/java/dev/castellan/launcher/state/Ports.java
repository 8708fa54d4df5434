package dev.castellan.launcher.state;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Which port each process listens on; remembered, so that URLs stay the same after a restart. */
public final class Ports {

  // Below the range that systems hand out for outgoing connections: a port that was free stays so.
  private static final int LOWEST = 18000;
  private static final int HIGHEST = 29999;
  private static final int TRIES = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<String, Integer> known;

  /**
   * Reads the ports of an earlier start.
   *
   * @param state where they are kept
   */
  public Ports(StateFolder state) {
    this.file = state.portsFile();
    this.known = read(file);
  }

  /** The port of the last start, if there was one. */
  public OptionalInt remembered(String name) {
    Integer port = known.get(name);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  /** The remembered port when it is still free on loopback, otherwise another free one. */
  public int free(String name) {
    Integer old = known.get(name);
    if (old != null && isFree("127.0.0.1", old)) {
      return old;
    }
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (!known.containsValue(port) && isFree("127.0.0.1", port)) {
        return remember(name, port);
      }
    }
    throw new LauncherException("No free port was found between " + LOWEST + " and " + HIGHEST);
  }

  /**
   * Takes exactly this port.
   *
   * @throws LauncherException when somebody else listens on it
   */
  public int fixed(String name, String host, int port) {
    if (!isFree(host, port)) {
      throw new LauncherException(
          "Port "
              + port
              + " on "
              + host
              + " is in use by another program: choose another with --port N, or --port 0 for any"
              + " free one");
    }
    return remember(name, port);
  }

  /** Whether a server could listen on this address now. */
  public static boolean isFree(String host, int port) {
    try (Socket probe = new Socket()) {
      // A listener on all addresses does not stop a bind to one of them on every system.
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return false;
    } catch (IOException nobodyAnswers) {
      try (ServerSocket server = new ServerSocket()) {
        server.bind(new InetSocketAddress(host, port));
        return true;
      } catch (IOException taken) {
        return false;
      }
    }
  }

  private int remember(String name, int port) {
    known.put(name, port);
    try {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(known) + "\n");
    } catch (IOException e) {
      throw new LauncherException("The file " + file + " cannot be written: " + e, e);
    }
    return port;
  }

  private static Map<String, Integer> read(Path file) {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(file.toFile(), new TypeReference<TreeMap<String, Integer>>() {});
    } catch (IOException damaged) {
      // Only a memory aid: losing it costs new port numbers, nothing else.
      return new TreeMap<>();
    }
  }
}
