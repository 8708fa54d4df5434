package dev.castellan.contracts.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;

/** Fact: a widget, one of its contents or one of its sources was edited. Key: widget id. */
@EventType(value = "castellan.widget.changed.v1", topic = Topics.WIDGET_EVENTS)
public record WidgetChanged(WidgetSnapshot before, WidgetSnapshot after, Caller caller) {}
