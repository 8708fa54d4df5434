package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a smart object's name, settings, status or profiles changed. Key: smartobject id. */
@EventType(value = "castellan.smartobject.changed.v1", topic = Topics.SMARTOBJECT_EVENTS)
public record SmartobjectChanged(SmartobjectState before, SmartobjectState after, Caller caller) {}
