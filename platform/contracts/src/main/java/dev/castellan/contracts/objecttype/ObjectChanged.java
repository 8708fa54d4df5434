package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: values of an object changed. Key: its id. */
@EventType(value = "castellan.object.changed.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectChanged(ObjectSnapshot before, ObjectSnapshot after, Caller caller) {}
