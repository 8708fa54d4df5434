package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** How a process behaves. */
public enum Mode {
  /** Stateless: every action runs, every input is asked. */
  SIMPLE("simple"),
  /** Two states: what belongs to the present one runs and is asked; success flips the state. */
  SWITCH("switch");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** The word as JSON and the database hold it. */
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * The mode that a word stands for.
   *
   * @throws IllegalArgumentException when it stands for none
   */
  @JsonCreator
  public static Mode of(String word) {
    for (Mode mode : values()) {
      if (mode.word.equals(word)) {
        return mode;
      }
    }
    throw new IllegalArgumentException("must be simple or switch");
  }
}
