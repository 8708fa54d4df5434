package dev.castellan.messaging.intake;

import java.sql.SQLException;
import java.util.Set;

/** Tells failures of the surroundings from failures of the message. */
public final class Outage {

  /**
   * SQLSTATE classes: connection, resources, operator intervention, transaction rollback
   * (deadlock).
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "40");

  private Outage() {}

  /** Whether the failure would have hit any message at that moment. */
  public static boolean causes(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && hits(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hits(SQLException sql) {
    String state = sql.getSQLState();
    return state == null || state.length() < 2
        // The pool has no state for "no connection within the time allowed".
        ? String.valueOf(sql.getMessage()).contains("timeout")
        : CLASSES.contains(state.substring(0, 2));
  }
}
