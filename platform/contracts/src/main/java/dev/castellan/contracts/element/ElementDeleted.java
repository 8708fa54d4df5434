package dev.castellan.contracts.element;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: an element went to the trash with all its revisions. Key: initid. */
@EventType(value = "castellan.element.deleted.v1", topic = Topics.ELEMENT_EVENTS)
public record ElementDeleted(ElementSnapshot element, Caller caller) {}
