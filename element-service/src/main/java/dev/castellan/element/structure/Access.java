package dev.castellan.element.structure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a profile may do with a field. */
public enum Access {
  NONE("None", false, false),
  READ("Read", true, false),
  WRITE("Write", false, true),
  READ_WRITE("ReadWrite", true, true);

  private final String word;
  private final boolean reads;
  private final boolean writes;

  Access(String word, boolean reads, boolean writes) {
    this.word = word;
    this.reads = reads;
    this.writes = writes;
  }

  public boolean reads() {
    return reads;
  }

  public boolean writes() {
    return writes;
  }

  /** What both allow. */
  Access and(Access other) {
    boolean read = reads && other.reads;
    boolean write = writes && other.writes;
    return read ? write ? READ_WRITE : READ : write ? WRITE : NONE;
  }

  @JsonValue
  public String word() {
    return word;
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Access of(String word) {
    for (Access each : values()) {
      if (each.word.equalsIgnoreCase(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("must be None, Read, Write or ReadWrite");
  }
}
