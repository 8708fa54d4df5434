package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a smart object was created. Key: smartobject id. */
@EventType(value = "castellan.smartobject.created.v1", topic = Topics.SMARTOBJECT_EVENTS)
public record SmartobjectCreated(SmartobjectState smartobject, Caller caller) {}
