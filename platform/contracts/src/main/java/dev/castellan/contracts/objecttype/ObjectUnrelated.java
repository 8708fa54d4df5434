package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.UUID;

/**
 * Fact: an object is not related to another one any more; said once for each of both. Key: id of
 * the object.
 */
@EventType(value = "castellan.object.unrelated.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectUnrelated(UUID object, UUID other, Caller caller) {}
