package dev.castellan.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an execution or a step of it stands; the words are the same everywhere. */
public enum ExecutionStatus {
  @JsonProperty("accepted")
  ACCEPTED,
  @JsonProperty("running")
  RUNNING,
  @JsonProperty("succeeded")
  SUCCEEDED,
  @JsonProperty("failed")
  FAILED,
  @JsonProperty("cancelled")
  CANCELLED,
  @JsonProperty("timed-out")
  TIMED_OUT,
  /** The driver was called and nobody knows whether it took effect. */
  @JsonProperty("outcome-unknown")
  OUTCOME_UNKNOWN,
  /** Steps only: never started because the run had ended before. */
  @JsonProperty("skipped")
  SKIPPED;

  private final String word = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

  /** The word as JSON and the database hold it. */
  public String word() {
    return word;
  }

  public boolean terminal() {
    return this != ACCEPTED && this != RUNNING;
  }

  /** The status that a stored word stands for. */
  public static ExecutionStatus of(String word) {
    for (ExecutionStatus status : values()) {
      if (status.word.equals(word)) {
        return status;
      }
    }
    throw new IllegalArgumentException("not a status: " + word);
  }
}
