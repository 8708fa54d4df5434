package dev.castellan.objecttype.log;

/** What happened to an object; the numbers are those of the API. */
public enum LogAction {
  CREATED(1),
  UPDATED(2),
  ASSIGNED(5),
  UNASSIGNED(6),
  DELETED(9),
  TYPE(10),
  REVEALED(11);

  private final int number;

  LogAction(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
