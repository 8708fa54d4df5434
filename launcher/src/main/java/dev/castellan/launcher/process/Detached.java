package dev.castellan.launcher.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a process a session of its own: neither Ctrl-C nor the end of the terminal reaches it, so
 * that its starter alone decides when it ends.
 */
public final class Detached {

  private static final List<String> PREFIX = prefix();

  private Detached() {}

  /** The command line that starts another one in a new session, under the same process id. */
  public static List<String> command(List<String> command) {
    List<String> it = new ArrayList<>(PREFIX);
    it.addAll(command);
    return it;
  }

  private static List<String> prefix() {
    if (onPath("setsid")) {
      return List.of("setsid");
    }
    // macOS has no setsid program, but has Perl.
    return onPath("perl")
        ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die", "--")
        : List.of();
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }
}
