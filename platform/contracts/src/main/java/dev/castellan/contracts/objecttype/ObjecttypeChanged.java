package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an object type, its properties or its rights changed. Key: its id. */
@EventType(value = "castellan.objecttype.changed.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjecttypeChanged(
    ObjecttypeSnapshot before, ObjecttypeSnapshot after, Caller caller) {}
