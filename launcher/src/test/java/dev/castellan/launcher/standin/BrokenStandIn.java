package dev.castellan.launcher.standin;

/** A service that never comes up. */
public final class BrokenStandIn {

  private BrokenStandIn() {}

  /** Fails. */
  public static void main(String[] args) {
    throw new IllegalStateException("this stand-in cannot be configured");
  }
}
