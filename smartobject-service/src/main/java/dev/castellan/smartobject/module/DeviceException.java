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

  private DeviceException(String message, boolean temporary) {
    super(message, null, false, false);
    this.temporary = temporary;
  }

  /** Another attempt would end the same way. */
  public static DeviceException refused(String message) {
    return new DeviceException(message, false);
  }

  /** Another attempt may succeed: not reached, overloaded. */
  public static DeviceException unreachable(String message) {
    return new DeviceException(message, true);
  }

  /** Whether another attempt may succeed. */
  public boolean temporary() {
    return temporary;
  }
}
