package dev.castellan.process.execution;

import dev.castellan.contracts.Caller;
import dev.castellan.process.definition.Mode;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What was asked for: the part of an execution that never changes.
 *
 * @param inputs as the caller gave them
 * @param traceParent trace of the request, which its commands carry on; null for none
 */
record Order(
    UUID id,
    long processId,
    Mode mode,
    Caller caller,
    Map<String, Object> inputs,
    Instant acceptedAt,
    String traceParent) {}
