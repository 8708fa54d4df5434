package dev.castellan.objecttype.log;

import dev.castellan.messaging.jdbc.Jdbc;

/** Parts of this package for tests that run without a container. */
public final class LogParts {

  private LogParts() {}

  public static LogStore store(Jdbc jdbc) {
    return new LogStore(jdbc);
  }
}
