package dev.castellan.launcher;

import dev.castellan.launcher.cli.CastellanCommand;

/** Entry point of the script {@code castellan}. */
public final class Launcher {

  private Launcher() {}

  /**
   * Runs one command and exits with its code.
   *
   * @param args see {@link CastellanCommand}
   */
  public static void main(String[] args) {
    System.exit(CastellanCommand.execute(args));
  }
}
