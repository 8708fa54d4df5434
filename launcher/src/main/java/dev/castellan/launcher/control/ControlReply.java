package dev.castellan.launcher.control;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * One line from the supervisor; an answer is some lines of progress and ends with DONE or FAILED.
 *
 * @param kind what sort of line this is
 * @param seconds since the work began, with STEP
 * @param name what the step is about, with STEP
 * @param text for the user; with FAILED the one line that says what is wrong
 * @param data with DONE, the answer of a query
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ControlReply(Kind kind, Double seconds, String name, String text, JsonNode data) {

  /** Sorts of lines. */
  public enum Kind {
    /** A step was finished. */
    STEP,
    /** Text of its own. */
    LINE,
    /** All went well; nothing follows. */
    DONE,
    /** It did not; nothing follows. */
    FAILED
  }

  /** A finished step. */
  public static ControlReply step(double seconds, String name, String text) {
    return new ControlReply(Kind.STEP, seconds, name, text, null);
  }

  /** Text of its own. */
  public static ControlReply line(String text) {
    return new ControlReply(Kind.LINE, null, null, text, null);
  }

  /** The end of work that went well. */
  public static ControlReply done(String text) {
    return new ControlReply(Kind.DONE, null, null, text, null);
  }

  /** The end of a query. */
  public static ControlReply answer(JsonNode data) {
    return new ControlReply(Kind.DONE, null, null, null, data);
  }

  /** The end of work that failed. */
  public static ControlReply failed(String text) {
    return new ControlReply(Kind.FAILED, null, null, text, null);
  }

  /** Whether nothing follows. */
  @JsonIgnore
  public boolean isLast() {
    return kind == Kind.DONE || kind == Kind.FAILED;
  }
}
