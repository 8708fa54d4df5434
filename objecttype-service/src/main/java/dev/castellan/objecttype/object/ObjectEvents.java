package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.objecttype.ObjectChanged;
import dev.castellan.contracts.objecttype.ObjectCreated;
import dev.castellan.contracts.objecttype.ObjectDeleted;
import dev.castellan.contracts.objecttype.ObjectRelated;
import dev.castellan.contracts.objecttype.ObjectSnapshot;
import dev.castellan.contracts.objecttype.ObjectUnrelated;
import dev.castellan.messaging.outbox.Outbox;
import dev.castellan.objecttype.schema.Property;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Tells the others what happened to objects. */
@ApplicationScoped
class ObjectEvents {

  private final Outbox outbox;

  ObjectEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void created(ObjectRow object, Caller caller) {
    outbox.append(key(object.id()), new ObjectCreated(snapshot(object), caller));
  }

  void changed(ObjectRow before, ObjectRow after, Caller caller) {
    outbox.append(key(after.id()), new ObjectChanged(snapshot(before), snapshot(after), caller));
  }

  void deleted(ObjectRow object, Caller caller) {
    outbox.append(key(object.id()), new ObjectDeleted(snapshot(object), caller));
  }

  void related(UUID object, UUID other, Caller caller) {
    outbox.append(key(object), new ObjectRelated(object, other, caller));
  }

  void unrelated(UUID object, UUID other, Caller caller) {
    outbox.append(key(object), new ObjectUnrelated(object, other, caller));
  }

  private static String key(UUID object) {
    return object.toString();
  }

  private static ObjectSnapshot snapshot(ObjectRow object) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Property each : object.type().properties()) {
      Object value = object.data().get(each.key());
      if (value != null) {
        values.put(each.key(), each.type().secret() ? ObjectDraft.MASK : value);
      }
    }
    return new ObjectSnapshot(object.id(), object.type().id(), values, object.version());
  }
}
