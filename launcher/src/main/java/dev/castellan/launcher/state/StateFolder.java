package dev.castellan.launcher.state;

import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where one suite keeps its databases, logs, secrets, ports and process records.
 *
 * @param root absolute, normalised path; it is the identity of the suite
 */
public record StateFolder(Path root) {

  private static final String MARKER = "castellan-state";

  /** Normalises the path, so that two spellings of one folder are one suite. */
  public StateFolder {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder and its parts, readable by their owner only.
   *
   * @throws LauncherException when the folder holds foreign files or cannot be written
   */
  public StateFolder open() {
    try {
      if (Files.isDirectory(root) && !Files.exists(root.resolve(MARKER)) && !isEmpty(root)) {
        throw new LauncherException(
            root + " is not empty and not a state folder of Castellan: choose another --state");
      }
      privateFolder(root);
      if (!Files.exists(root.resolve(MARKER))) {
        Files.writeString(root.resolve(MARKER), "1\n");
      }
      for (Path folder : new Path[] {secrets(), logs(), run(), caches(), apps()}) {
        privateFolder(folder);
      }
      return this;
    } catch (IOException e) {
      throw new LauncherException("The state folder " + root + " cannot be written: " + e, e);
    }
  }

  /** True when a suite was started here before and not reset since. */
  public boolean exists() {
    return Files.exists(root.resolve(MARKER));
  }

  /** Secrets, one file each, mode 0600 in a folder of mode 0700. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** Log files, one for each process. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** The log file of one process. */
  public Path log(String process) {
    return logs().resolve(process + ".log");
  }

  /** Records of running processes. */
  public Path run() {
    return root.resolve("run");
  }

  /** Disk caches of the services. */
  public Path caches() {
    return root.resolve("cache");
  }

  /** The programs of the services. */
  public Path apps() {
    return root.resolve("apps");
  }

  /** The database cluster. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** The broker's log folder. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  Path lockFile() {
    return root.resolve("lock");
  }

  Path portsFile() {
    return root.resolve("ports.json");
  }

  /** A start option of the JVM that tells which suite a process belongs to. */
  public String marker() {
    return "-Dcastellan.state=" + root;
  }

  /**
   * Removes the folder with all it holds. Whoever calls has made sure that nothing runs on it.
   *
   * @throws LauncherException when it is not a state folder or cannot be removed
   */
  public void delete() {
    if (!exists()) {
      throw new LauncherException(root + " is not a state folder of Castellan: nothing is removed");
    }
    try {
      // The marker goes last, so that an interrupted removal can be repeated.
      try (Stream<Path> entries = Files.list(root)) {
        for (Path entry : entries.filter(it -> !it.endsWith(MARKER)).toList()) {
          deleteTree(entry);
        }
      }
      Files.deleteIfExists(root.resolve(MARKER));
      Files.deleteIfExists(root);
    } catch (IOException e) {
      throw new LauncherException("The state folder " + root + " cannot be removed: " + e, e);
    }
  }

  /** Removes a file or a folder with all it holds; links are removed, never followed. */
  public static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void privateFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }
}
