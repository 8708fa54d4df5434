package dev.castellan.widget.evaluation;

import dev.castellan.web.failure.ErrorCode;
import java.util.Objects;

/**
 * The answer to a question.
 *
 * @param data what the action answered; null when it failed
 * @param failure code of the failure; null when it succeeded
 * @param askedAt when the question was put, by {@link System#nanoTime()}; what changed later may
 *     not be in it
 * @param endedAt when it was answered or given up, by the same clock
 * @param prompted whether it was asked because its object had changed
 * @param weight bytes that it takes about
 */
public record Reading(
    Object data, String failure, long askedAt, long endedAt, boolean prompted, int weight) {

  private static final int CHARGE = 256;

  /** For a reader whose time is over. */
  public static final Reading LATE = failed(ErrorCode.ACTION_TIMED_OUT.code(), 0);

  static Reading of(Object data, long askedAt, int bytes) {
    return new Reading(data, null, askedAt, System.nanoTime(), false, bytes + CHARGE);
  }

  static Reading failed(String code, long askedAt) {
    return new Reading(null, code, askedAt, System.nanoTime(), false, CHARGE);
  }

  /** For a question that could not even be put; it says nothing about the object. */
  static Reading unasked(long askedAt) {
    return failed(ErrorCode.UNAVAILABLE.code(), askedAt);
  }

  /** The same behind another one; when both say the same, with the very same data. */
  Reading after(Reading before, boolean askedForAChange) {
    Object same = before != null && Objects.equals(before.data, data) ? before.data : data;
    return new Reading(same, failure, askedAt, endedAt, askedForAChange, weight);
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
