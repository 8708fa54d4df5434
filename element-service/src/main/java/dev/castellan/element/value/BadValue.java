package dev.castellan.element.value;

/** Says why a field does not take a value. */
public final class BadValue extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int index;

  /**
   * @param message for people
   */
  public BadValue(String message) {
    this(message, -1);
  }

  /**
   * @param index of the value among several; -1 for a single one
   */
  public BadValue(String message, int index) {
    super(message, null, false, false);
    this.index = index;
  }

  public int index() {
    return index;
  }
}
