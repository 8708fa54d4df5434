package dev.castellan.smartobject.module;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One call of a device.
 *
 * @param executionId stays the same when an idempotent action is tried again
 * @param action id of one of the manifest's actions
 * @param arguments checked and completed with defaults
 * @param attempt counts from 1
 * @param deadline the caller waits no longer
 */
public record DeviceCall(
    UUID executionId, String action, Map<String, Object> arguments, int attempt, Instant deadline) {

  /** The same call with these arguments. */
  public DeviceCall with(Map<String, Object> others) {
    return new DeviceCall(executionId, action, others, attempt, deadline);
  }

  /** Never the arguments: some are secrets. */
  @Override
  public String toString() {
    return "attempt " + attempt + " of " + action + " for execution " + executionId;
  }
}
