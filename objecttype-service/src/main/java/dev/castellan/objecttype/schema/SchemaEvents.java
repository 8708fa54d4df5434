package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.objecttype.ObjecttypeChanged;
import dev.castellan.contracts.objecttype.ObjecttypeCreated;
import dev.castellan.contracts.objecttype.ObjecttypeDeleted;
import dev.castellan.contracts.objecttype.ObjecttypeSnapshot;
import dev.castellan.contracts.objecttype.ObjecttypeSnapshot.AccessSnapshot;
import dev.castellan.contracts.objecttype.ObjecttypeSnapshot.PropertySnapshot;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells the others what happened to object types. */
@ApplicationScoped
class SchemaEvents {

  private final Outbox outbox;

  SchemaEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void created(ObjectType type, Caller caller) {
    outbox.append(key(type), new ObjecttypeCreated(snapshot(type), caller));
  }

  void changed(ObjectType before, ObjectType after, Caller caller) {
    outbox.append(key(after), new ObjecttypeChanged(snapshot(before), snapshot(after), caller));
  }

  void deleted(ObjectType type, Caller caller) {
    outbox.append(key(type), new ObjecttypeDeleted(snapshot(type), caller));
  }

  private static String key(ObjectType type) {
    return type.id().toString();
  }

  private static ObjecttypeSnapshot snapshot(ObjectType type) {
    return new ObjecttypeSnapshot(
        type.id(),
        type.name(),
        type.log(),
        type.head().shortLength(),
        type.properties().stream().map(SchemaEvents::snapshot).toList(),
        type.relations().stream().sorted().toList(),
        type.access().stream().map(SchemaEvents::snapshot).toList(),
        type.version(),
        !type.open());
  }

  private static PropertySnapshot snapshot(Property property) {
    return new PropertySnapshot(
        property.id(),
        property.name(),
        property.type().number(),
        property.typeObjtype(),
        property.typeValuemap(),
        property.required(),
        property.unique(),
        property.frmReadonly(),
        property.frmVisible(),
        property.tblVisible(),
        property.tblOrderable(),
        property.position(),
        property.regex());
  }

  private static AccessSnapshot snapshot(Access access) {
    return new AccessSnapshot(
        access.profile(),
        access.read(),
        access.create(),
        access.update(),
        access.delete(),
        access.reveal());
  }
}
