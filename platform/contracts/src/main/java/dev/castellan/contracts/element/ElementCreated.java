package dev.castellan.contracts.element;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an element or a structure was made. Key: initid. */
@EventType(value = "castellan.element.created.v1", topic = Topics.ELEMENT_EVENTS)
public record ElementCreated(ElementSnapshot element, Caller caller) {}
