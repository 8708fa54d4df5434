package dev.castellan.process.execution;

import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.UUID;

/**
 * Which part of a process's executions is asked for.
 *
 * @param before the execution that the part comes after, going back in time; null from the newest
 * @param status null for any
 * @param whole whether no limit was given: then all of it is asked for
 */
record ExecutionPage(UUID before, String status, int limit, boolean whole) {

  private static final int CAP = 10_000;
  private static final int LONGEST = 1_000;

  /**
   * @throws ServiceException 400 naming the parameter that is not valid
   */
  static ExecutionPage of(String limit, String cursor, String status) {
    return new ExecutionPage(
        cursor == null ? null : uuid(cursor),
        status == null ? null : word(status),
        limit == null ? CAP : number(limit),
        limit == null);
  }

  /**
   * @throws ServiceException 400 when all was asked for and it is too much
   */
  void checkWhole(int found) {
    if (whole && found > CAP) {
      throw bad("limit", "is needed: there are more than " + CAP);
    }
  }

  /** {@code Link} header of the part that follows. */
  String next(String path, UUID last) {
    String filter = status == null ? "" : "&status=" + status;
    return "<%s?limit=%d&cursor=%s%s>; rel=\"next\"".formatted(path, limit, last, filter);
  }

  private static UUID uuid(String cursor) {
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException e) {
      throw bad("cursor", "is not one that was given out");
    }
  }

  private static String word(String status) {
    try {
      return ExecutionStatus.of(status).word();
    } catch (IllegalArgumentException e) {
      throw bad("status", "is not a status of executions");
    }
  }

  private static int number(String limit) {
    if (!limit.matches("\\d{1,4}") || Integer.parseInt(limit) < 1) {
      throw bad("limit", "must be a number from 1 to " + LONGEST);
    }
    return Math.min(Integer.parseInt(limit), LONGEST);
  }

  private static ServiceException bad(String parameter, String message) {
    return new ServiceException(ErrorCode.BAD_PARAMETER, parameter + " " + message);
  }
}
