package dev.castellan.launcher;

/**
 * Something the user can act on; its message is the one line he is shown, without a stack trace.
 */
public final class LauncherException extends RuntimeException {

  /**
   * @param message what is wrong and what to do about it, in one line, without secrets
   */
  public LauncherException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong and what to do about it, in one line, without secrets
   * @param cause for the supervisor's log
   */
  public LauncherException(String message, Throwable cause) {
    super(message, cause);
  }
}
