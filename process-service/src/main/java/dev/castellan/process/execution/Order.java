package dev.castellan.process.execution;

import dev.castellan.contracts.Caller;
import dev.castellan.process.definition.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What was asked for: the part of an execution that never changes, except for secrets, which are
 * masked in it once they are needed no more.
 *
 * @param inputs as the caller gave them; those that feed a secret argument sealed or masked
 * @param traceParent trace of the request, which its commands carry on; null for none
 */
record Order(
    UUID id,
    long processId,
    Mode mode,
    Caller caller,
    Map<String, Object> inputs,
    Instant acceptedAt,
    String traceParent) {

  /** The same with its inputs in another form: sealed or masked. */
  Order with(Map<String, Object> others) {
    return new Order(id, processId, mode, caller, others, acceptedAt, traceParent);
  }
}
