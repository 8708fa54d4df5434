package dev.castellan.smartobject.module;

import java.util.Map;

/**
 * A driver whose device is a row of our own database. Its effect and the record of its execution
 * are one transaction, so it needs neither queue nor lease: either both have happened or neither.
 */
public non-sealed interface VirtualModule extends Module {

  /** State of a new device. */
  Map<String, Object> initialState();

  /**
   * The state after an action; the same state for a safe one.
   *
   * @param action id of one of the manifest's actions
   * @param arguments checked and completed with defaults
   */
  Map<String, Object> apply(
      Map<String, Object> state, String action, Map<String, Object> arguments);
}
