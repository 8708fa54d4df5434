package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Right;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Objects that a transaction has locked and their relations, as its writes have left them. */
final class KnownObjects {

  private final Map<UUID, ObjectRow> rows = new HashMap<>();
  private final Map<UUID, Set<UUID>> neighbours = new HashMap<>();

  /** Who points to an object, or did at some time in the transaction. */
  private final Map<UUID, Set<UUID>> pointing = new HashMap<>();

  void put(ObjectRow row) {
    rows.put(row.id(), row);
    for (Property each : row.type().pointing()) {
      if (row.data().get(each.key()) instanceof String target) {
        pointing
            .computeIfAbsent(UUID.fromString(target), id -> new LinkedHashSet<>())
            .add(row.id());
      }
    }
  }

  /** The object, null when it is not there. */
  ObjectRow get(UUID id) {
    return rows.get(id);
  }

  void remove(UUID id) {
    rows.remove(id);
  }

  boolean visible(UUID id, Caller caller) {
    ObjectRow row = rows.get(id);
    return row != null && row.type().allows(caller, Right.READ);
  }

  /** The objects that have the target as value of the property, as they are now. */
  List<ObjectRow> pointingTo(UUID target, Property property) {
    return pointing.getOrDefault(target, Set.of()).stream()
        .map(rows::get)
        .filter(row -> row != null && target.toString().equals(row.data().get(property.key())))
        .toList();
  }

  Set<UUID> neighbours(UUID id) {
    return neighbours.computeIfAbsent(id, each -> new HashSet<>());
  }

  boolean related(UUID one, UUID other) {
    return neighbours(one).contains(other);
  }

  void join(UUID one, UUID other) {
    neighbours(one).add(other);
    neighbours(other).add(one);
  }

  void part(UUID one, UUID other) {
    neighbours(one).remove(other);
    neighbours(other).remove(one);
  }
}
