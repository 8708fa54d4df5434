package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JVM's ahead-of-time cache of one service: what a first run loaded and compiled, kept for the
 * next start, which then needs about half the processor time. Written by the JVM when the recorded
 * run is stopped; thrown away with the build it was made from.
 */
final class StartupCache {

  private static final int FIRST_JAVA = 25;
  // The JVM notes on standard output whatever it could not keep; none of it matters to anybody.
  private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

  private final Path file;
  private final Path fresh;
  private final boolean usable;
  private final boolean recording;

  StartupCache(InstalledApp app, Environment environment) {
    this.file = app.companion("startup-" + Runtime.version() + ".aot");
    this.fresh = app.companion("startup.new");
    boolean supported = Runtime.version().feature() >= FIRST_JAVA && !environment.cachesAreOff();
    this.usable = supported && Files.isRegularFile(file);
    this.recording = supported && !usable && environment.cachesAreRecorded();
  }

  /** Options of the JVM. */
  List<String> options() {
    if (usable) {
      return Stream.concat(Stream.of("-XX:AOTCache=" + file), QUIET.stream()).toList();
    }
    return recording
        ? Stream.concat(Stream.of("-XX:AOTCacheOutput=" + fresh), QUIET.stream()).toList()
        : List.of();
  }

  /** Whether this run is recorded, and stopping it therefore takes longer. */
  boolean isRecording() {
    return recording;
  }

  /** Keeps what a recorded run has written; called after it was stopped in good order. */
  void keep() {
    try {
      if (recording && Files.isRegularFile(fresh)) {
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new LauncherException("The startup cache " + file + " cannot be kept: " + e, e);
    }
  }
}
