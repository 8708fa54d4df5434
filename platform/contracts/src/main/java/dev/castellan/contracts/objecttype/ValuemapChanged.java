package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a value map or one of its values changed. Key: its id. */
@EventType(value = "castellan.valuemap.changed.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ValuemapChanged(ValuemapSnapshot before, ValuemapSnapshot after, Caller caller) {}
