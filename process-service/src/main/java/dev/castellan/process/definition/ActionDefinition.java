package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.castellan.process.smartobjects.Target;
import java.util.Locale;
import java.util.Map;

/**
 * One action of a process; its place in the list is its position.
 *
 * @param enable the state of a switch in which it runs, 0 or 1
 * @param timeout seconds that it may take; null for the default
 * @param retry null when it is tried once
 * @param compensation what undoes it; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionDefinition(
    long id,
    Target source,
    String action,
    int enable,
    Map<String, Object> arguments,
    Double timeout,
    Retry retry,
    OnError onError,
    Compensation compensation) {

  ActionDefinition withId(long newId) {
    return new ActionDefinition(
        newId, source, action, enable, arguments, timeout, retry, onError, compensation);
  }

  /** The same with other arguments, for itself and for what undoes it. */
  ActionDefinition with(Map<String, Object> others, Compensation undo) {
    return new ActionDefinition(id, source, action, enable, others, timeout, retry, onError, undo);
  }

  /**
   * How often a failed action is tried again.
   *
   * @param max how many times after the first
   * @param delay seconds before the first of them
   * @param backoff what the delay is multiplied with from one to the next
   */
  public record Retry(int max, double delay, double backoff) {

    /** Milliseconds to wait after so many attempts. */
    public long delayMillis(int attempts) {
      return (long) Math.min(3_600_000, delay * 1_000 * Math.pow(backoff, attempts - 1));
    }
  }

  /** Undoes an action on the same object when a later one fails. */
  public record Compensation(String action, Map<String, Object> arguments) {}

  /** What a failure means for the run. */
  public enum OnError {
    STOP,
    CONTINUE;

    /** The word as JSON holds it. */
    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static OnError of(String word) {
      for (OnError each : values()) {
        if (each.word().equals(word)) {
          return each;
        }
      }
      throw new IllegalArgumentException("must be stop or continue");
    }
  }
}
