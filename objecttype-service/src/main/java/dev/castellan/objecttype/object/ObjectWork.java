package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.log.LogAction;
import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * One transaction of writes, done in memory over rows that are locked; what came of it is then
 * stored by a few statements. Each write sees what the ones before it have done.
 */
final class ObjectWork {

  /** Bytes of all values as JSON; an event has them twice. */
  static final int LARGEST = 262_144;

  private final Schema schema;
  private final Instant now;
  private final ObjectEvents events;
  private final ObjectChanges changes = new ObjectChanges();
  private final KnownObjects known = new KnownObjects();
  private final Map<UUID, ObjectType> targets = new HashMap<>();

  ObjectWork(Schema schema, Instant now, ObjectEvents events) {
    this.schema = schema;
    this.now = now;
    this.events = events;
  }

  Instant now() {
    return now;
  }

  ObjectChanges changes() {
    return changes;
  }

  /** Rows that are locked. */
  void know(Collection<ObjectRow> locked) {
    locked.forEach(known::put);
  }

  void knowLinks(Collection<Link> links) {
    links.forEach(each -> known.join(each.a(), each.b()));
  }

  /** Types of objects that values may point to, which nobody deletes meanwhile. */
  void knowTargets(Map<UUID, ObjectType> kept) {
    targets.putAll(kept);
  }

  /**
   * @return whether it had any effect
   */
  boolean perform(ObjectWrite write) {
    return switch (write) {
      case ObjectWrite.Create create -> create(create);
      case ObjectWrite.Update update -> update(update);
      case ObjectWrite.Delete delete -> delete(delete);
      case ObjectWrite.Relate relate -> relate(relate);
      case ObjectWrite.Unrelate unrelate -> unrelate(unrelate);
    };
  }

  private boolean create(ObjectWrite.Create write) {
    checkTargets(write, Map.of());
    Map<String, Object> data = new LinkedHashMap<>();
    write.values().forEach((key, value) -> putIfSet(data, key, value));
    write.secrets().forEach(each -> data.put(each.property().toString(), true));
    checkSize(data);
    ObjectRow row = new ObjectRow(write.id(), write.type(), data, now, 1);
    known.put(row);
    changes.created(row, write.secrets());
    changes.log(
        row,
        LogAction.CREATED,
        "Object created",
        Differences.between(row, Map.of(), data),
        write.caller());
    events.created(row, write.caller());
    write.partners().forEach(other -> link(row.id(), other, write.caller()));
    return true;
  }

  private boolean update(ObjectWrite.Update write) {
    ObjectRow row = existing(write);
    checkTargets(write, row.data());
    Map<String, Object> data = new LinkedHashMap<>(row.data());
    write
        .values()
        .forEach(
            (key, value) -> {
              data.remove(key);
              putIfSet(data, key, value);
            });
    Set<String> replaced = new HashSet<>();
    for (ObjectWrite.Sealed each : write.secrets()) {
      data.put(each.property().toString(), true);
      replaced.add(each.property().toString());
    }
    List<LogLine.Change> differences = Differences.between(row, row.data(), data, replaced);
    if (!differences.isEmpty()) {
      checkSize(data);
      changes.secrets(row.id(), write.secrets());
      change(row, data, differences, write.caller());
    }
    return relateAll(write) || !differences.isEmpty();
  }

  /** The list is what the caller sees of the relations; the others stay. */
  private boolean relateAll(ObjectWrite.Update write) {
    Set<UUID> wanted = write.draft().relations();
    if (wanted == null) {
      return false;
    }
    Set<UUID> present = Set.copyOf(known.neighbours(write.id()));
    List<UUID> gone =
        present.stream()
            .filter(each -> !wanted.contains(each) && known.visible(each, write.caller()))
            .toList();
    // One that is there but not visible is refused like any other that is not.
    List<UUID> fresh =
        wanted.stream()
            .filter(each -> !present.contains(each) || !known.visible(each, write.caller()))
            .toList();
    gone.forEach(each -> unlink(write.id(), each, write.caller()));
    fresh.forEach(each -> link(write.id(), each, write.caller()));
    return !gone.isEmpty() || !fresh.isEmpty();
  }

  private boolean delete(ObjectWrite.Delete write) {
    ObjectRow row = existing(write);
    for (UUID other : Set.copyOf(known.neighbours(row.id()))) {
      known.part(row.id(), other);
      touch(known.get(other));
      changes.logRelation(
          known.get(other), LogAction.UNASSIGNED, row, " (object deleted)", write.caller());
      events.unrelated(other, row.id(), write.caller());
    }
    known.remove(row.id());
    targets.remove(row.id());
    for (Schema.Pointer each : schema.pointersTo(write.type().id())) {
      forget(each.property(), row.id(), write.caller());
    }
    changes.deleted(row);
    changes.log(
        row,
        LogAction.DELETED,
        "Object deleted",
        Differences.between(row, row.data(), Map.of()),
        write.caller());
    events.deleted(row, write.caller());
    return true;
  }

  /** No object points any more to one that goes. */
  private void forget(Property property, UUID gone, Caller caller) {
    for (ObjectRow each : known.pointingTo(gone, property)) {
      Map<String, Object> data = new LinkedHashMap<>(each.data());
      data.remove(property.key());
      change(each, data, Differences.between(each, each.data(), data), caller);
    }
  }

  private boolean relate(ObjectWrite.Relate write) {
    existing(write);
    if (known.related(write.id(), write.other()) && known.visible(write.other(), write.caller())) {
      return false;
    }
    link(write.id(), write.other(), write.caller());
    return true;
  }

  private boolean unrelate(ObjectWrite.Unrelate write) {
    existing(write);
    if (!known.related(write.id(), write.other())
        || !known.visible(write.other(), write.caller())) {
      throw new ServiceException(ErrorCode.RELATION_NOT_FOUND);
    }
    unlink(write.id(), write.other(), write.caller());
    return true;
  }

  private void change(
      ObjectRow row, Map<String, Object> data, List<LogLine.Change> differences, Caller caller) {
    ObjectRow after = row.with(data).edited();
    known.put(after);
    changes.changed(row, after);
    String names = String.join(", ", differences.stream().map(LogLine.Change::property).toList());
    changes.log(after, LogAction.UPDATED, names, differences, caller);
    events.changed(row, after, caller);
  }

  private void link(UUID id, UUID other, Caller caller) {
    ObjectRow one = known.get(id);
    ObjectRow two = known.get(other);
    if (two == null
        || id.equals(other)
        || !one.type().mayRelateTo(two.type())
        || !two.type().allows(caller, Right.READ)) {
      throw ServiceException.invalid("relations", "names no object that is available: " + other);
    }
    known.join(id, other);
    changes.linked(Link.of(id, other));
    tell(one, two, LogAction.ASSIGNED, caller);
    events.related(id, other, caller);
    events.related(other, id, caller);
  }

  private void unlink(UUID id, UUID other, Caller caller) {
    known.part(id, other);
    changes.unlinked(Link.of(id, other));
    tell(known.get(id), known.get(other), LogAction.UNASSIGNED, caller);
    events.unrelated(id, other, caller);
    events.unrelated(other, id, caller);
  }

  /** A relation belongs to both, so it is an edit of both. */
  private void tell(ObjectRow one, ObjectRow other, LogAction action, Caller caller) {
    touch(one);
    touch(other);
    changes.logRelation(one, action, other, "", caller);
    changes.logRelation(other, action, one, "", caller);
  }

  private void touch(ObjectRow row) {
    ObjectRow after = row.edited();
    known.put(after);
    changes.touched(after);
  }

  private ObjectRow existing(ObjectWrite.ToExisting write) {
    ObjectRow row = known.get(write.id());
    if (row == null || !row.type().id().equals(write.type().id())) {
      throw new ServiceException(ErrorCode.OBJECT_NOT_FOUND);
    }
    write.check().accept(row);
    return row;
  }

  /**
   * Values of type 3 point to objects of the type that the property names, new ones to objects that
   * the caller may read.
   */
  private void checkTargets(ObjectWrite write, Map<String, Object> before) {
    for (Property each : write.type().pointing()) {
      Object value = write.values().get(each.key());
      if (value != null) {
        UUID id = UUID.fromString((String) value);
        ObjectRow row = known.get(id);
        ObjectType target = row == null ? targets.get(id) : row.type();
        boolean kept = value.equals(before.get(each.key()));
        if (target == null
            || !target.id().equals(each.typeObjtype())
            || !kept && !target.allows(write.caller(), Right.READ)) {
          throw ServiceException.invalid(each.name(), "must be an object of the type it points to");
        }
      }
    }
  }

  /** What others hold of an object, in events of both states too, has an end. */
  private static void checkSize(Map<String, Object> data) {
    if (!ObjectData.fits(data, LARGEST)) {
      throw ServiceException.invalid("", "the object must have at most " + LARGEST + " bytes");
    }
  }

  private static void putIfSet(Map<String, Object> data, String key, Object value) {
    if (value != null) {
      data.put(key, value);
    }
  }
}
