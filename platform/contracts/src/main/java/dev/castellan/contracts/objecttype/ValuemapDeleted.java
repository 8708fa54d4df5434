package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a value map is gone. Key: its id. */
@EventType(value = "castellan.valuemap.deleted.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ValuemapDeleted(ValuemapSnapshot valuemap, Caller caller) {}
