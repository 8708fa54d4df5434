package dev.castellan.web.failure;

import io.quarkus.logging.Log;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** What a client is told of a failure that nobody has named: most of them are the database's. */
public final class UnexpectedFailure {

  /** What PostgreSQL says of U+0000, which JSON has and its texts have not. */
  private static final Set<String> NO_TEXT = Set.of("22021", "22P05");

  private UnexpectedFailure() {}

  /** 409, 422, 503, or 500 for what only the log says more of, if the caller puts it there. */
  public static ServiceException named(Throwable failure) {
    if (failure instanceof ServiceException named) {
      return named;
    }
    SQLException sql = sqlCause(failure);
    if (sql != null && "23505".equals(sql.getSQLState())) {
      return new ServiceException(ErrorCode.CONFLICT);
    }
    if (sql != null && NO_TEXT.contains(String.valueOf(sql.getSQLState()))) {
      return new ServiceException(ErrorCode.INVALID, "A text must not contain U+0000");
    }
    if (sql != null && mayBeTriedAgain(sql)) {
      Log.warnf("Database not available: %s", sql.getMessage());
      return new ServiceException(
          ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), null, Map.of("Retry-After", "2"));
    }
    return new ServiceException(ErrorCode.INTERNAL_ERROR);
  }

  /**
   * SQLSTATE classes 08 (connection), 40 (rolled back, as after a deadlock), 53 (resources) and 57P
   * (shutdown), 55P03 (waited too long for a lock), and a pool that has none to give.
   */
  private static boolean mayBeTriedAgain(SQLException sql) {
    String state = sql.getSQLState();
    return state == null
        ? sql.getMessage() != null && sql.getMessage().contains("timeout")
        : state.startsWith("08")
            || state.startsWith("40")
            || state.startsWith("53")
            || state.startsWith("57P")
            || state.equals("55P03");
  }

  private static SQLException sqlCause(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
