package dev.castellan.widget;

import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
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

  /** Widgets in memory at once; they may be large. */
  private static final int CHUNK = 20;

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
      // An event that came twice may stand twice in the same batch.
      if (event.data() instanceof SmartobjectDeleted deleted && fresh.remove(event.id())) {
        tellUsersOf(deleted.smartobject());
      }
    }
  }

  private void tellUsersOf(SmartobjectState gone) {
    List<Long> users = store.usersOf(gone);
    for (int i = 0; i < users.size(); i += CHUNK) {
      store.lockAll(users.subList(i, Math.min(i + CHUNK, users.size()))).stream()
          .filter(widget -> !widget.sourcesOf(gone).isEmpty())
          .forEach(widget -> events.sourceLost(widget, gone));
    }
  }
}
