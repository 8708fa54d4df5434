package dev.castellan.element.document;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.element.ElementChanged;
import dev.castellan.contracts.element.ElementCreated;
import dev.castellan.contracts.element.ElementDeleted;
import dev.castellan.contracts.element.ElementRestored;
import dev.castellan.contracts.element.ElementSnapshot;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** What the service tells the others about elements. */
@ApplicationScoped
public class ElementEvents {

  private final Outbox outbox;

  ElementEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  public void created(ElementSnapshot element, Caller caller) {
    outbox.append(key(element), new ElementCreated(element, caller));
  }

  public void changed(ElementSnapshot before, ElementSnapshot after, Caller caller) {
    outbox.append(key(after), new ElementChanged(before, after, caller));
  }

  public void deleted(ElementSnapshot element, Caller caller) {
    outbox.append(key(element), new ElementDeleted(element, caller));
  }

  public void restored(ElementSnapshot element, Caller caller) {
    outbox.append(key(element), new ElementRestored(element, caller));
  }

  /** What others may know of an element. */
  public static ElementSnapshot of(ElementRow row, Viewer viewer) {
    return new ElementSnapshot(
        row.id(),
        row.initid(),
        row.revision(),
        row.name(),
        row.title(),
        row.structure() ? null : viewer.view(row).structure().name(),
        row.status(),
        row.version());
  }

  private static String key(ElementSnapshot element) {
    return Long.toString(element.initid());
  }
}
