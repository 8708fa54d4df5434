package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a value map was created. Key: its id. */
@EventType(value = "castellan.valuemap.created.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ValuemapCreated(ValuemapSnapshot valuemap, Caller caller) {}
