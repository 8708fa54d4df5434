package dev.castellan.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Does to a process what crashes, overload and operators do. */
public final class ProcessFaults {

  private static final long SECONDS = 10;

  private ProcessFaults() {}

  /** SIGKILL; returns when the process is gone. */
  public static void kill(ProcessHandle process) {
    refuseOwn(process);
    process.destroyForcibly();
    awaitEnd(process, SECONDS);
  }

  /** SIGSTOP: the process keeps its connections and answers nothing; returns when it stands. */
  public static void freeze(ProcessHandle process) {
    signal("STOP", process);
    Awaitility.await("a standstill").until(() -> state(process) == 'T');
  }

  /** SIGCONT: a frozen process goes on as if no time had passed. */
  public static void thaw(ProcessHandle process) {
    signal("CONT", process);
    Awaitility.await("going on").until(() -> state(process) != 'T');
  }

  /** Waits until a process has ended, and fails when it does not. */
  static void awaitEnd(ProcessHandle process, long seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("process " + process.pid() + " does not end", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void signal(String name, ProcessHandle process) {
    refuseOwn(process);
    run("kill", "-" + name, Long.toString(process.pid()));
  }

  private static char state(ProcessHandle process) {
    Path stat = Path.of("/proc", Long.toString(process.pid()), "stat");
    try {
      if (Files.exists(stat)) {
        String line = Files.readString(stat);
        // pid (name) state …; the name may hold anything but ends at the last parenthesis.
        return line.charAt(line.lastIndexOf(')') + 2);
      }
    } catch (IOException e) {
      return '?';
    }
    return run("ps", "-o", "stat=", "-p", Long.toString(process.pid())).concat("?").charAt(0);
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + output);
      }
      return output.strip();
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A wrong process id must not take the test, or what runs the test, with it. */
  private static void refuseOwn(ProcessHandle process) {
    ProcessHandle each = ProcessHandle.current();
    while (each != null) {
      if (each.equals(process)) {
        throw new IllegalArgumentException("process " + process.pid() + " runs this test");
      }
      each = each.parent().orElse(null);
    }
  }
}
