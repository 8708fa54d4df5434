package dev.castellan.widget;

import java.time.Instant;

/**
 * A widget as clients read it.
 *
 * @param reference its unique name
 * @param icon name of an icon, null for none
 * @param version grows with each edit
 */
record WidgetView(
    long id, String reference, String icon, Instant createdAt, Instant updatedAt, long version) {

  static WidgetView of(Widget widget) {
    return new WidgetView(
        widget.id(),
        widget.reference(),
        widget.icon(),
        widget.createdAt(),
        widget.updatedAt(),
        widget.version());
  }
}
