package dev.castellan.contracts.widget;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.Topics;
import java.util.List;

/**
 * Fact: a smart object was deleted that a widget shows values of; the widget stays, without them.
 * Key: widget id.
 *
 * @param smartobject id of the object that is gone
 * @param sources references of the sources that have lost it
 */
@EventType(value = "castellan.widget.source-lost.v1", topic = Topics.WIDGET_EVENTS)
public record WidgetSourceLost(WidgetSnapshot widget, long smartobject, List<String> sources) {}
