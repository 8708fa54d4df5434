package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/**
 * Fact: an object is gone. Not sent for those that go with their type: see {@link
 * ObjecttypeDeleted}. Key: its id.
 */
@EventType(value = "castellan.object.deleted.v1", topic = Topics.OBJECTTYPE_EVENTS)
public record ObjectDeleted(ObjectSnapshot object, Caller caller) {}
