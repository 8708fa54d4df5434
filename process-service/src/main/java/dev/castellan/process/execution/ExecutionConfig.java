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

  /** How often deadlines are looked at. */
  @WithDefault("1S")
  Duration sweepEvery();
}
