package dev.castellan.launcher.process;

import java.io.IOException;

/** The signal that asks a program to end in good order. */
public enum StopSignal {
  /** What most programs expect. */
  TERM,
  /** What makes PostgreSQL end without waiting for its clients. */
  INT;

  /**
   * Sends it; a process that has ended meanwhile is no error.
   *
   * @param process whom to ask
   */
  public void send(ProcessHandle process) {
    if (this == TERM) {
      process.destroy();
      return;
    }
    try {
      // Java itself can send no other signal than TERM and KILL.
      new ProcessBuilder("kill", "-" + name(), Long.toString(process.pid()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
