package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Command: run one action of a smart object, once. Key: smartobject id.
 *
 * @param commandId stable identity of this command; the receiver runs it once, however often it
 *     arrives
 * @param executionId what waits for the result; key of the answer
 * @param step position of the step in that execution, from 0
 * @param arguments values by parameter id, as the sender resolved them; a secret one may be sealed,
 *     for this execution, action and parameter: then it is {@code {"sealed": text}}
 * @param caller who caused it
 * @param source what kind of sender: {@code process} or {@code widget}
 * @param requireSafe refuse the action unless its manifest calls it safe
 * @param expiresAt from here on the command must not be started any more; it is answered as timed
 *     out
 */
@EventType(value = "castellan.smartobject.action-requested.v1", topic = Topics.SMARTOBJECT_COMMANDS)
public record ActionRequested(
    UUID commandId,
    UUID executionId,
    int step,
    long smartobjectId,
    String action,
    Map<String, Object> arguments,
    Caller caller,
    String source,
    boolean requireSafe,
    Instant expiresAt) {}
