package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;

/** What is looked at before anything is started. */
final class Preflight {

  /** Less than this is a database that stops in the middle of a transaction. */
  static final long LEAST_FREE_BYTES = 1L << 30;

  private Preflight() {}

  static void checkDisk(StateFolder state, long leastFreeBytes) {
    try {
      long free = Files.getFileStore(state.root()).getUsableSpace();
      if (free < leastFreeBytes) {
        throw new LauncherException(
            "The disk is nearly full: "
                + (free >> 20)
                + " MiB are free at "
                + state.root()
                + ", at least "
                + (leastFreeBytes >> 20)
                + " MiB are needed; make room or choose another --state");
      }
    } catch (IOException e) {
      throw new LauncherException("The disk of " + state.root() + " cannot be checked: " + e, e);
    }
  }
}
