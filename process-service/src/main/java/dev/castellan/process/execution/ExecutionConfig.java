package dev.castellan.process.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of executions. */
@ConfigMapping(prefix = "castellan.process")
interface ExecutionConfig {

  /** How long a caller waits for the end before he is told that it runs on. */
  @WithDefault("30S")
  Duration defaultWait();

  /** Longest wait that {@code Prefer: wait=} can ask for; below the gateway's own time-out. */
  @WithDefault("50S")
  Duration longestWait();

  /** When a command of an action without a time-out of its own must not be started any more. */
  @WithDefault("10S")
  Duration stepTimeout();

  /** How long after a command's expiry its result may still arrive. */
  @WithDefault("5S")
  Duration resultGrace();

  /** Executions of one switch process that may queue. */
  @WithDefault("1000")
  int queuedPerProcess();

  /** Executions that may be open at a time, of all processes. */
  @WithDefault("10000")
  int open();

  /** Accepted executions that share one transaction at most. */
  @WithDefault("200")
  int largestBatch();

  /** How often executions that clients watch are looked at for what other replicas did. */
  @WithDefault("500MS")
  Duration watchEvery();

  /** How often deadlines are looked at. */
  @WithDefault("1S")
  Duration sweepEvery();

  /** How much history is kept. */
  Keep keep();

  /** How long ended executions are kept, counted from their acceptance. */
  interface Keep {

    /** Those that succeeded. */
    @WithDefault("30D")
    Duration succeeded();

    /** Those that failed, timed out or were cancelled: somebody may still want to know why. */
    @WithDefault("90D")
    Duration others();

    /** Newest executions of one process that are kept, whatever their age and end. */
    @WithDefault("100000")
    int perProcess();
  }
}
