package dev.castellan.launcher.process;

/** Asks a process whether it does its work. */
@FunctionalInterface
public interface Readiness {

  /** True when it does; false, never an exception, while it does not. */
  boolean isReady();
}
