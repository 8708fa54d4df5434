package dev.castellan.launcher.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is written down of a started process, enough to tell it from a later one with its number.
 *
 * @param name name of the process in the suite
 * @param pid process id
 * @param startedAt start time as the system tells it, in milliseconds since 1970
 * @param program file name of its executable
 */
public record ProcessRecord(String name, long pid, long startedAt, String program) {

  // The system computes start times from its boot time, which moves a little when clocks are set.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Describes a running process. */
  public static ProcessRecord of(String name, ProcessHandle process, String program) {
    Instant started = process.info().startInstant().orElseGet(Instant::now);
    return new ProcessRecord(name, process.pid(), started.toEpochMilli(), program);
  }

  /** The process this record was written for, if it still runs; never another with its number. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
  }

  private boolean isTheSame(ProcessHandle candidate) {
    Optional<Instant> started = candidate.info().startInstant();
    if (started.isEmpty()) {
      return false;
    }
    Duration apart = Duration.between(Instant.ofEpochMilli(startedAt), started.get()).abs();
    return apart.compareTo(TOLERANCE) <= 0 && runsTheProgram(candidate);
  }

  private boolean runsTheProgram(ProcessHandle candidate) {
    // Absent when the system does not tell; the start time has to do then.
    return candidate
        .info()
        .command()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .map(found -> found.equals(program) || Programs.isStarter(found))
        .orElse(true);
  }
}
