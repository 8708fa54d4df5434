package dev.castellan.objecttype.valuemap;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.objecttype.ValuemapChanged;
import dev.castellan.contracts.objecttype.ValuemapCreated;
import dev.castellan.contracts.objecttype.ValuemapDeleted;
import dev.castellan.contracts.objecttype.ValuemapSnapshot;
import dev.castellan.messaging.outbox.Outbox;
import dev.castellan.objecttype.schema.ValueMap;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells the others what happened to value maps. */
@ApplicationScoped
class ValueMapEvents {

  private final Outbox outbox;

  ValueMapEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void created(ValueMap map, Caller caller) {
    outbox.append(map.id().toString(), new ValuemapCreated(snapshot(map), caller));
  }

  void changed(ValueMap before, ValueMap after, Caller caller) {
    outbox.append(
        after.id().toString(), new ValuemapChanged(snapshot(before), snapshot(after), caller));
  }

  void deleted(ValueMap map, Caller caller) {
    outbox.append(map.id().toString(), new ValuemapDeleted(snapshot(map), caller));
  }

  private static ValuemapSnapshot snapshot(ValueMap map) {
    return new ValuemapSnapshot(
        map.id(),
        map.name(),
        map.value().stream()
            .map(each -> new ValuemapSnapshot.Entry(each.id(), each.name(), each.position()))
            .toList(),
        map.version(),
        map.prio());
  }
}
