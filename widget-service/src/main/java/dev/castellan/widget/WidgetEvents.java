package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.widget.WidgetChanged;
import dev.castellan.contracts.widget.WidgetCreated;
import dev.castellan.contracts.widget.WidgetDeleted;
import dev.castellan.contracts.widget.WidgetSourceLost;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** What is said about widgets, in the transaction that changes them. */
@ApplicationScoped
class WidgetEvents {

  private final Outbox outbox;

  WidgetEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void created(Widget widget, Caller caller) {
    outbox.append(key(widget), new WidgetCreated(widget.snapshot(), caller));
  }

  void changed(Widget before, Widget after, Caller caller) {
    outbox.append(key(after), new WidgetChanged(before.snapshot(), after.snapshot(), caller));
  }

  void deleted(Widget widget, Caller caller) {
    outbox.append(key(widget), new WidgetDeleted(widget.snapshot(), caller));
  }

  void sourceLost(Widget widget, SmartobjectState gone) {
    outbox.append(
        key(widget), new WidgetSourceLost(widget.snapshot(), gone.id(), widget.sourcesOf(gone)));
  }

  private static String key(Widget widget) {
    return Long.toString(widget.id());
  }
}
