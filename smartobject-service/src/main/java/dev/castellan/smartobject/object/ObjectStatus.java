package dev.castellan.smartobject.object;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an object is; the numbers are part of the API. */
public enum ObjectStatus {
  ONLINE(1),
  OFFLINE(2),
  /** Its module is not installed. */
  UNKNOWN_MODULE(3);

  private final int id;

  ObjectStatus(int id) {
    this.id = id;
  }

  /** The number that stands for it. */
  public int id() {
    return id;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** SQL for the label of a status column. */
  static String labelOf(String column) {
    return Arrays.stream(values())
        .map(each -> " when %d then '%s'".formatted(each.id, each.label()))
        .collect(Collectors.joining("", "case " + column, " end"));
  }

  static ObjectStatus of(int id) {
    for (ObjectStatus status : values()) {
      if (status.id == id) {
        return status;
      }
    }
    throw new IllegalArgumentException("not a status: " + id);
  }
}
