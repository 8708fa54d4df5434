package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.process.Detached;
import dev.castellan.launcher.process.Jvm;
import dev.castellan.launcher.process.LogTail;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.SuiteOptions;
import dev.castellan.launcher.suite.Supervisor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A supervisor in a process of its own that outlives the terminal. */
final class BackgroundSupervisor {

  private static final int SECONDS_TO_ANSWER = 30;
  private static final int SECONDS_TO_END = 90;
  private static final long POLL_MILLIS = 30;

  private final Process process;
  private final Path log;

  private BackgroundSupervisor(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, or joins the one that another command started meanwhile; answers when it listens.
   */
  static BackgroundSupervisor start(SuiteOptions options, ControlClient client) {
    StateFolder state = options.state().open();
    Path log = state.log(Supervisor.NAME);
    List<String> command =
        Jvm.command(
            state,
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dcastellan.home=" + options.home(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.castellan.launcher.Launcher",
            "supervise",
            "--state",
            state.root().toString(),
            "--host",
            options.host(),
            "--port",
            Integer.toString(options.port()),
            "--demo=" + options.demo());
    options.replicas().forEach((name, count) -> command.add("--replicas=" + name + "=" + count));
    try {
      Process process =
          new ProcessBuilder(Detached.command(command))
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      BackgroundSupervisor it = new BackgroundSupervisor(process, log);
      it.awaitAnswer(client);
      return it;
    } catch (IOException e) {
      throw new LauncherException("The supervisor cannot be started: " + e.getMessage(), e);
    }
  }

  /** What to say when it is gone without a word. */
  LauncherException lost() {
    return new LauncherException(
        "The supervisor ended; see " + log + ": " + LogTail.lastError(log));
  }

  /** Waits until it is gone. */
  void awaitEnd() {
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        Console.error("The supervisor is still stopping; see " + log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitAnswer(ControlClient client) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_ANSWER);
    while (!client.isUp()) {
      boolean ended = !process.isAlive() && process.exitValue() != Supervisor.ALREADY_RUNNING;
      if (ended || System.nanoTime() > limit) {
        process.destroy();
        throw lost();
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LauncherException("Interrupted", e);
      }
    }
  }
}
