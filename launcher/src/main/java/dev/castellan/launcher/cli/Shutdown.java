package dev.castellan.launcher.cli;

import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.control.ControlReply;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.suite.Leftovers;
import dev.castellan.launcher.suite.Supervisor;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a suite, supervised or not. */
final class Shutdown {

  private static final int SECONDS_TO_END = 60;

  private final StateFolder state;

  Shutdown(StateFolder state) {
    this.state = state;
  }

  /** Ends everything that runs; answers what was done in one line. */
  String run() {
    if (!state.exists()) {
      return "Castellan is not up: there is no state in " + state.root();
    }
    Optional<ProcessHandle> supervisor =
        new ProcessRecords(state).find(Supervisor.NAME).flatMap(ProcessRecord::process);
    Optional<ControlReply> answer = new ControlClient(state).ask("stop", null, Console::show);
    if (answer.isPresent()) {
      supervisor.ifPresent(Shutdown::awaitEnd);
      return answer.get().text();
    }
    int ended = new Leftovers(state).end();
    return ended == 0
        ? "Castellan is not up"
        : "Castellan is down: " + ended + " processes without a supervisor were ended";
  }

  private static void awaitEnd(ProcessHandle supervisor) {
    try {
      supervisor.onExit().get(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException stays) {
      supervisor.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
