package dev.castellan.contracts.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a widget was created. Key: widget id. */
@EventType(value = "castellan.widget.created.v1", topic = Topics.WIDGET_EVENTS)
public record WidgetCreated(WidgetSnapshot widget, Caller caller) {}
