package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Fact: an action that is not safe ended on a smart object. Key: smartobject id.
 *
 * @param executionId the object's own execution record
 * @param source {@code api}, {@code process} or {@code widget}
 * @param result what the driver answered, null unless succeeded
 */
@EventType(value = "castellan.smartobject.action-executed.v1", topic = Topics.SMARTOBJECT_EVENTS)
public record ActionExecuted(
    UUID executionId,
    long smartobjectId,
    String action,
    ExecutionStatus status,
    @MayBeAbsent Map<String, Object> result,
    Caller caller,
    String source,
    Instant finishedAt) {}
