package dev.castellan.smartobject.execution;

import dev.castellan.contracts.Failure;
import java.time.Instant;
import java.util.UUID;

/**
 * An execution as clients read it.
 *
 * @param caller login, profile and ids of who caused it
 * @param source {@code api}, {@code process} or {@code widget}
 * @param processExecutionId set when a process caused it
 * @param settings arguments as they were sent
 * @param status see the status words of the suite
 * @param result what the driver answered, null unless succeeded
 */
record ExecutionView(
    UUID id,
    long smartobject,
    String action,
    Object caller,
    String source,
    UUID processExecutionId,
    Object settings,
    String status,
    Object result,
    Failure error,
    int attempts,
    Instant acceptedAt,
    Instant startedAt,
    Instant finishedAt) {}
