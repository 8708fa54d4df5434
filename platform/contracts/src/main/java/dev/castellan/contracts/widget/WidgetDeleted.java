package dev.castellan.contracts.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a widget was deleted. Key: widget id. */
@EventType(value = "castellan.widget.deleted.v1", topic = Topics.WIDGET_EVENTS)
public record WidgetDeleted(WidgetSnapshot widget, Caller caller) {}
