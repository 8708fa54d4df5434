package dev.castellan.widget;

import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.messaging.inbox.Inbox;
import dev.castellan.messaging.intake.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Says which widgets have lost a smart object that is gone, once. */
@ApplicationScoped
class LostSourceHandler {

  private final Inbox inbox;
  private final WidgetStore store;
  private final WidgetEvents events;

  LostSourceHandler(Inbox inbox, WidgetStore store, WidgetEvents events) {
    this.inbox = inbox;
    this.store = store;
    this.events = events;
  }

  @Transactional
  void handle(List<Received> received) {
    Set<UUID> fresh = inbox.firstTime(received.stream().map(Received::id).toList());
    for (Received event : received) {
      if (event.data() instanceof SmartobjectDeleted deleted && fresh.contains(event.id())) {
        long gone = deleted.smartobject().id();
        store.lockUsersOf(gone).forEach(widget -> events.sourceLost(widget, gone));
      }
    }
  }
}
