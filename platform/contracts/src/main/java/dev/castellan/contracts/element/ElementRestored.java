package dev.castellan.contracts.element;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an element came back from the trash. Key: initid. */
@EventType(value = "castellan.element.restored.v1", topic = Topics.ELEMENT_EVENTS)
public record ElementRestored(ElementSnapshot element, Caller caller) {}
