package dev.castellan.launcher.process;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One child process that is kept running: one that dies by itself is started again, after a growing
 * pause; one that was stopped or killed on purpose stays down until it is started.
 */
public final class ManagedProcess {

  private static final Logger LOG = LoggerFactory.getLogger(ManagedProcess.class);
  private static final long POLL_MILLIS = 50;
  // A cause that two restarts did not cure is told at once instead of after the whole time limit.
  private static final int DEATHS_WHILE_STARTING = 3;

  private final ChildSpec spec;
  private final ProcessRecords records;
  private final Backoff backoff = new Backoff();
  private Process process;
  private boolean wanted;
  private int deaths;
  private int lastExit;

  /**
   * @param spec how it is started
   * @param records where its process id is noted, for the case that this supervisor is lost
   */
  public ManagedProcess(ChildSpec spec, ProcessRecords records) {
    this.spec = spec;
    this.records = records;
  }

  /** Its name in the suite. */
  public String name() {
    return spec.name();
  }

  /** Its process id while it runs. */
  public synchronized OptionalLong pid() {
    return isRunning() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
  }

  /** Whether it runs and does its work, asked now. */
  public boolean isReady() {
    return pid().isPresent() && spec.readiness().isReady();
  }

  /** Starts it and keeps it running from now on; does nothing when it runs. */
  public synchronized void start() {
    if (!wanted) {
      backoff.reset();
      deaths = 0;
    }
    wanted = true;
    if (!isRunning()) {
      launch();
    }
  }

  /**
   * Waits until it does its work.
   *
   * @throws LauncherException when it does not in its time, with the last error of its log
   */
  public void awaitReady() {
    long limit = System.nanoTime() + spec.startLimit().toNanos();
    while (!isReady()) {
      if (deathsWhileStarting() >= DEATHS_WHILE_STARTING) {
        throw new LauncherException(
            spec.name() + " ended with exit code " + exitCode() + " while starting" + logHint());
      }
      if (System.nanoTime() > limit) {
        throw new LauncherException(
            spec.name()
                + " was not ready within "
                + spec.startLimit().toSeconds()
                + " s"
                + logHint());
      }
      pause();
    }
    resetDeaths();
  }

  /** Ends it at once, as a crash would, with all it started; it stays down until started. */
  public void kill() {
    Process victim = unwanted();
    if (victim == null) {
      return;
    }
    List<ProcessHandle> all = victim.descendants().toList();
    victim.destroyForcibly();
    await(victim, Duration.ofSeconds(10));
    // Helpers of a killed database server see its death and leave; a new server waits for that.
    all.forEach(child -> awaitGone(child, Duration.ofSeconds(3)));
    records.remove(spec.name());
    LOG.info("{} was killed on request", spec.name());
  }

  /**
   * Ends it in good order, and by force when that takes too long; it stays down until started.
   *
   * @param grace how long it may take
   * @return whether it went in good order
   */
  public boolean stop(Duration grace) {
    Process victim = unwanted();
    if (victim == null) {
      return false;
    }
    spec.stop().send(victim.toHandle());
    boolean inGoodOrder = await(victim, grace);
    if (!inGoodOrder) {
      LOG.warn("{} did not stop within {} s: killed", spec.name(), grace.toSeconds());
      victim.descendants().forEach(ProcessHandle::destroyForcibly);
      victim.destroyForcibly();
      await(victim, Duration.ofSeconds(10));
    }
    records.remove(spec.name());
    return inGoodOrder;
  }

  private synchronized Process unwanted() {
    wanted = false;
    return isRunning() ? process : null;
  }

  private boolean isRunning() {
    return process != null && process.isAlive();
  }

  private void launch() {
    try {
      LogTail.rotate(spec.log());
      ProcessBuilder builder =
          new ProcessBuilder(Detached.command(spec.command()))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
      builder.environment().putAll(spec.environment());
      Process started = builder.start();
      process = started;
      records.put(ProcessRecord.of(spec.name(), started.toHandle(), spec.program()));
      started.onExit().thenAccept(this::ended);
      LOG.info("{} started as process {}", spec.name(), started.pid());
    } catch (IOException e) {
      throw new LauncherException(spec.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private synchronized void ended(Process which) {
    if (which != process || !wanted) {
      return;
    }
    deaths++;
    lastExit = which.exitValue();
    records.remove(spec.name());
    Duration pause = backoff.next();
    LOG.warn(
        "{} (process {}) died with exit code {}; starts again in {} ms",
        spec.name(),
        which.pid(),
        lastExit,
        pause.toMillis());
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(this::startAgain);
  }

  private synchronized void startAgain() {
    if (!wanted || isRunning()) {
      return;
    }
    try {
      launch();
    } catch (LauncherException e) {
      LOG.error("{}", e.getMessage());
    }
  }

  private synchronized int deathsWhileStarting() {
    return deaths;
  }

  private synchronized int exitCode() {
    return lastExit;
  }

  private synchronized void resetDeaths() {
    deaths = 0;
  }

  private String logHint() {
    return "; see " + spec.log() + ": " + LogTail.lastError(spec.log());
  }

  private static boolean await(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void awaitGone(ProcessHandle process, Duration limit) {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException stays) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LauncherException("Waiting for a process was interrupted", e);
    }
  }
}
