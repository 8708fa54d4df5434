package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.UUID;

/**
 * Fact: an object is related to another one from now on; said once for each of both. Key: id of the
 * object.
 */
@EventType(value = "castellan.object.related.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectRelated(UUID object, UUID other, Caller caller) {}
