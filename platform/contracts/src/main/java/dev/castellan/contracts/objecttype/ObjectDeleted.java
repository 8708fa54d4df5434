package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an object is gone. Key: its id. */
@EventType(value = "castellan.object.deleted.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectDeleted(ObjectSnapshot object, Caller caller) {}
