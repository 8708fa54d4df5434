package dev.castellan.widget.evaluation;

import dev.castellan.web.failure.ErrorCode;

/**
 * The answer to a question.
 *
 * @param data what the action answered; null when it failed
 * @param failure code of the failure; null when it succeeded
 * @param askedAt when the question was put, by {@link System#nanoTime()}; what changed later may
 *     not be in it
 * @param weight bytes that it takes about
 */
public record Reading(Object data, String failure, long askedAt, int weight) {

  private static final int CHARGE = 256;

  /** For a reader whose time is over. */
  public static final Reading LATE = failed(ErrorCode.ACTION_TIMED_OUT.code(), 0);

  static Reading of(Object data, long askedAt, int bytes) {
    return new Reading(data, null, askedAt, bytes + CHARGE);
  }

  static Reading failed(String code, long askedAt) {
    return new Reading(null, code, askedAt, CHARGE);
  }

  /** For a question that could not even be put; it says nothing about the object. */
  static Reading unasked(long askedAt) {
    return failed(ErrorCode.UNAVAILABLE.code(), askedAt);
  }

  public boolean succeeded() {
    return failure == null;
  }

  boolean asked() {
    return !ErrorCode.UNAVAILABLE.code().equals(failure);
  }

  boolean timedOut() {
    return ErrorCode.ACTION_TIMED_OUT.code().equals(failure);
  }
}
