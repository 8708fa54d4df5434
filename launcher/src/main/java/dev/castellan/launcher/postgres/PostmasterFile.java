package dev.castellan.launcher.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads the file in which a running PostgreSQL server says who it is. */
final class PostmasterFile {

  // The server notes the time when it has read its settings, a little after it was started.
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private PostmasterFile() {}

  /** The process that wrote these lines, if it is still the one with that number. */
  static Optional<ProcessHandle> process(List<String> lines) {
    if (lines.size() < 3) {
      return Optional.empty();
    }
    try {
      long pid = Long.parseLong(lines.get(0).strip());
      Instant noted = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
      return ProcessHandle.of(pid)
          .filter(process -> process.info().command().orElse("/postgres").endsWith("/postgres"))
          .filter(
              process ->
                  process
                      .info()
                      .startInstant()
                      .map(start -> Duration.between(start, noted).abs().compareTo(TOLERANCE) <= 0)
                      .orElse(false));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }
}
