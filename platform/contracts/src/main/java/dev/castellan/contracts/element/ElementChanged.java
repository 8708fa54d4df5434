package dev.castellan.contracts.element;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an element or a structure was edited, or an element got a new revision. Key: initid. */
@EventType(value = "castellan.element.changed.v1", topic = Topics.ELEMENT_EVENTS)
public record ElementChanged(ElementSnapshot before, ElementSnapshot after, Caller caller) {}
