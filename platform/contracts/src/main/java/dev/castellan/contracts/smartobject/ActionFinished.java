package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.Failure;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Answer to an {@link ActionRequested}: its one outcome. Key: execution id.
 *
 * @param status a terminal status
 * @param result what the driver answered; null unless succeeded
 * @param failure why not; null when succeeded
 * @param attempts how often the driver was called
 * @param startedAt null when the driver was never called
 */
@EventType(value = "castellan.smartobject.action-finished.v1", topic = Topics.SMARTOBJECT_RESULTS)
public record ActionFinished(
    UUID commandId,
    UUID executionId,
    int step,
    long smartobjectId,
    String action,
    ExecutionStatus status,
    @MayBeAbsent Map<String, Object> result,
    @MayBeAbsent Failure failure,
    int attempts,
    @MayBeAbsent Instant startedAt,
    Instant finishedAt) {}
