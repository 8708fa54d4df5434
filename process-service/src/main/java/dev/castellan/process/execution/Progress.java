package dev.castellan.process.execution;

import dev.castellan.contracts.smartobject.ActionRequested;

/**
 * How an execution moved on.
 *
 * @param command what is to be sent now; null for nothing
 */
record Progress(Execution execution, ActionRequested command) {

  /** Nothing happened: what arrived was stale. */
  static Progress none(Execution execution) {
    return new Progress(execution, null);
  }
}
