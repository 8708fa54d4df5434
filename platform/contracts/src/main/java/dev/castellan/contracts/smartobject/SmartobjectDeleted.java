package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a smart object was deleted. Key: smartobject id. */
@EventType(value = "castellan.smartobject.deleted.v1", topic = Topics.SMARTOBJECT_EVENTS)
public record SmartobjectDeleted(SmartobjectState smartobject, Caller caller) {}
