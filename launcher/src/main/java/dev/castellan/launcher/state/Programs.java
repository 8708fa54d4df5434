package dev.castellan.launcher.state;

import java.util.Set;

/** Small programs that a child passes through before it becomes what it is meant to be. */
final class Programs {

  private static final Set<String> STARTERS = Set.of("setsid", "unshare", "perl", "jspawnhelper");

  private Programs() {}

  static boolean isStarter(String program) {
    return STARTERS.contains(program);
  }
}
