package dev.castellan.contracts.process;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Topics;
import java.time.Instant;
import java.util.UUID;

/**
 * Fact: an execution reached its one terminal status. Key: process id.
 *
 * @param enable state of the process after the run
 * @param steps how many steps it had
 */
@EventType(value = "castellan.process.executed.v1", topic = Topics.PROCESS_EVENTS)
public record ProcessExecuted(
    UUID executionId,
    long processId,
    ExecutionStatus status,
    int enable,
    int steps,
    Caller caller,
    Instant acceptedAt,
    Instant finishedAt) {}
