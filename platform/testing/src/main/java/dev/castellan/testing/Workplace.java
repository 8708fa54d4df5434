package dev.castellan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders and ports that the servers of one test JVM use. */
public final class Workplace {

  private Workplace() {}

  /** The folder that holds the {@code mvnw} script of the whole project. */
  public static Path root() {
    String given = System.getProperty("castellan.root");
    if (given != null && Files.exists(Path.of(given, "mvnw"))) {
      return Path.of(given);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("run tests inside the project, or set -Dcastellan.root");
    }
    return folder;
  }

  /** Where the servers of this JVM write their logs, kept until the next {@code mvn clean}. */
  static Path logs() {
    Path target = Path.of("target");
    return made((Files.isDirectory(target) ? target : temporary()).resolve("backends"));
  }

  /** A new folder for data, gone when the JVM ends by itself. */
  static Path data(String name) {
    return made(temporary().resolve(name));
  }

  private static Path temporary() {
    String made =
        JvmWide.once(
            "workplace",
            String.class,
            () -> {
              try {
                return Files.createTempDirectory("castellan-test-").toString();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return Path.of(made);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // A file that a dying server still writes; the folder is a temporary one.
      System.err.println("left behind: " + folder);
    }
  }

  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
