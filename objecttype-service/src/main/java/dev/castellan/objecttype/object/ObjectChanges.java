package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.log.LogAction;
import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.UniqueValues.Taken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is to be stored at the end of a transaction. */
final class ObjectChanges {

  /** A line about a relation, which is finished when the short name of the other is known. */
  record Pending(LogLine line, ObjectRow other) {}

  /** A secret of an object as it is to be stored. */
  record Secret(UUID object, ObjectWrite.Sealed sealed) {}

  private final Map<UUID, ObjectRow> created = new LinkedHashMap<>();
  private final Map<UUID, ObjectRow> changed = new LinkedHashMap<>();
  private final List<ObjectRow> deleted = new ArrayList<>();
  private final Map<Link, Boolean> links = new LinkedHashMap<>();

  /** By object and property: of many writes to one, the last counts. */
  private final Map<UUID, Map<UUID, ObjectWrite.Sealed>> secrets = new LinkedHashMap<>();

  /** Unique values of an object before and after the transaction. */
  private final Map<UUID, List<Taken>> heldBefore = new LinkedHashMap<>();

  private final Map<UUID, List<Taken>> heldAfter = new LinkedHashMap<>();
  private final List<Pending> lines = new ArrayList<>();

  void created(ObjectRow row, Set<ObjectWrite.Sealed> itsSecrets) {
    created.put(row.id(), row);
    secrets(row.id(), itsSecrets);
    heldAfter.put(row.id(), uniqueValues(row).toList());
  }

  void secrets(UUID object, Set<ObjectWrite.Sealed> itsSecrets) {
    for (ObjectWrite.Sealed each : itsSecrets) {
      secrets.computeIfAbsent(object, id -> new LinkedHashMap<>()).put(each.property(), each);
    }
  }

  void changed(ObjectRow before, ObjectRow after) {
    if (after.type().properties().stream().anyMatch(Property::unique)) {
      if (!created.containsKey(after.id())) {
        heldBefore.putIfAbsent(after.id(), uniqueValues(before).toList());
      }
      heldAfter.put(after.id(), uniqueValues(after).toList());
    }
    touched(after);
  }

  /** The row has another version. */
  void touched(ObjectRow after) {
    Map<UUID, ObjectRow> place = created.containsKey(after.id()) ? created : changed;
    place.put(after.id(), after);
  }

  /** An object that was there before this transaction. */
  void deleted(ObjectRow row) {
    deleted.add(row);
    changed.remove(row.id());
    secrets.remove(row.id());
    heldBefore.putIfAbsent(row.id(), uniqueValues(row).toList());
    heldAfter.remove(row.id());
    links.keySet().removeIf(each -> each.a().equals(row.id()) || each.b().equals(row.id()));
  }

  void linked(Link link) {
    // There before and parted in this transaction: nothing is to be done after all.
    if (!links.remove(link, false)) {
      links.put(link, true);
    }
  }

  void unlinked(Link link) {
    if (!links.remove(link, true)) {
      links.put(link, false);
    }
  }

  void log(
      ObjectRow row,
      LogAction action,
      String details,
      List<LogLine.Change> changes,
      Caller caller) {
    line(row, action, details, changes, null, caller);
  }

  /**
   * @param suffix behind the short name of the other object
   */
  void logRelation(ObjectRow row, LogAction action, ObjectRow other, String suffix, Caller caller) {
    line(row, action, suffix, null, other, caller);
  }

  private void line(
      ObjectRow row,
      LogAction action,
      String details,
      List<LogLine.Change> changes,
      ObjectRow other,
      Caller caller) {
    if (row.type().log()) {
      UUID relation = other == null ? null : other.id();
      lines.add(
          new Pending(
              new LogLine(row.id(), action, details, changes, relation, caller.login()), other));
    }
  }

  Collection<ObjectRow> created() {
    return created.values();
  }

  Collection<ObjectRow> changed() {
    return changed.values();
  }

  Collection<ObjectRow> deleted() {
    return deleted;
  }

  List<Link> added() {
    return links.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList();
  }

  List<Link> removed() {
    return links.entrySet().stream()
        .filter(each -> !each.getValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  List<Secret> secrets() {
    return secrets.entrySet().stream()
        .flatMap(of -> of.getValue().values().stream().map(each -> new Secret(of.getKey(), each)))
        .toList();
  }

  List<Taken> taken() {
    return without(heldAfter, heldBefore);
  }

  List<Taken> freed() {
    return without(heldBefore, heldAfter);
  }

  /** What stays as it is is neither freed nor taken, and so cannot be lost to another. */
  private static List<Taken> without(Map<UUID, List<Taken>> some, Map<UUID, List<Taken>> others) {
    return some.entrySet().stream()
        .flatMap(
            of ->
                of.getValue().stream()
                    .filter(each -> !others.getOrDefault(of.getKey(), List.of()).contains(each)))
        .toList();
  }

  List<Pending> lines() {
    return lines;
  }

  private static Stream<Taken> uniqueValues(ObjectRow row) {
    return row.type().properties().stream()
        .filter(Property::unique)
        .map(
            each -> {
              Object value = row.data().get(each.key());
              return value == null ? null : new Taken(each.id(), row.id(), ObjectData.text(value));
            })
        .filter(Objects::nonNull);
  }
}
