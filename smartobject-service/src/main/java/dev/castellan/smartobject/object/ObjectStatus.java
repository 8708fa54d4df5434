package dev.castellan.smartobject.object;

import java.util.Locale;

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

  int id() {
    return id;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
