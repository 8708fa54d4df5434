package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an object was created. Key: its id. */
@EventType(value = "castellan.object.created.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectCreated(ObjectSnapshot object, Caller caller) {}
