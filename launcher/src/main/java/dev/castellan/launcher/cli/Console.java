package dev.castellan.launcher.cli;

import dev.castellan.launcher.control.ControlReply;
import java.util.Locale;

/** Shows progress to the user. */
final class Console {

  private Console() {}

  static void show(ControlReply reply) {
    switch (reply.kind()) {
      case STEP ->
          line(
              String.format(
                  Locale.ROOT, "%6.1f s  %-20s %s", reply.seconds(), reply.name(), reply.text()));
      case LINE -> line("          " + reply.text());
      default -> {
        // The command that asked tells how it ended.
      }
    }
  }

  static void line(String text) {
    System.out.println(text);
    System.out.flush();
  }

  static void error(String text) {
    System.err.println("castellan: " + text);
    System.err.flush();
  }
}
