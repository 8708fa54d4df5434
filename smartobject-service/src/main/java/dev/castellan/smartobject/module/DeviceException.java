package dev.castellan.smartobject.module;

/**
 * A device did not do what it was asked to.
 *
 * <p>The message is for the caller: it says what the device answered, never a secret, a host name
 * or a stack trace.
 */
public class DeviceException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean temporary;
  private final boolean mayHaveActed;

  private DeviceException(String message, boolean temporary, boolean mayHaveActed) {
    super(message, null, false, false);
    this.temporary = temporary;
    this.mayHaveActed = mayHaveActed;
  }

  /** Another attempt would end the same way. */
  public static DeviceException refused(String message) {
    return new DeviceException(message, false, false);
  }

  /** Another attempt may succeed: not reached, overloaded. */
  public static DeviceException unreachable(String message) {
    return new DeviceException(message, true, false);
  }

  /** The device has been asked, and nobody knows what it did: its answer was lost. */
  public static DeviceException unanswered(String message) {
    return new DeviceException(message, true, true);
  }

  /** The same failure, of which nobody knows whether the device has done what it was asked to. */
  public DeviceException perhapsDone() {
    return new DeviceException(getMessage(), temporary, true);
  }

  /** The same failure in other words. */
  public DeviceException saying(String message) {
    return new DeviceException(message, temporary, mayHaveActed);
  }

  /** Whether another attempt may succeed. */
  public boolean temporary() {
    return temporary;
  }

  /** Whether it may have done what it was asked to all the same. */
  public boolean mayHaveActed() {
    return mayHaveActed;
  }
}
