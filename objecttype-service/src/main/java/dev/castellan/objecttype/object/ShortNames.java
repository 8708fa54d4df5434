package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Short names of objects: the values of the leading properties. Objects that these point to stand
 * with their own short name, so names are read level by level, one query each, however many objects
 * there are.
 */
@ApplicationScoped
class ShortNames {

  static final int LONGEST = 48;

  /** Names within names: objects may point to each other in a circle. */
  private static final int DEEPEST = 4;

  private static final String CUT = "...";

  private final ObjectStore store;

  ShortNames(ObjectStore store) {
    this.store = store;
  }

  /** Names of objects by id; those that are not there have none. */
  Map<UUID, String> ofIds(Schema schema, Set<UUID> ids) {
    return ids.isEmpty() ? Map.of() : of(schema, store.rows(schema, ids, ObjectStore.Hold.LOOSE));
  }

  /** Names of the objects, by id. */
  Map<UUID, String> of(Schema schema, Collection<ObjectRow> objects) {
    Map<UUID, ObjectRow> known = new HashMap<>();
    objects.forEach(each -> known.put(each.id(), each));
    Collection<ObjectRow> level = objects;
    for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
      Set<UUID> missing = new HashSet<>();
      level.forEach(each -> collect(each, missing));
      missing.removeAll(known.keySet());
      level = store.rows(schema, missing, ObjectStore.Hold.LOOSE);
      level.forEach(each -> known.put(each.id(), each));
    }
    Map<UUID, String> names = new HashMap<>();
    objects.forEach(each -> names.put(each.id(), name(schema, each, known, 0)));
    return names;
  }

  private static void collect(ObjectRow object, Set<UUID> targets) {
    for (Property each : object.type().leading()) {
      Object value = object.data().get(each.key());
      if (each.type() == ValueType.OBJECT && value != null) {
        targets.add(UUID.fromString((String) value));
      }
    }
  }

  private static String name(
      Schema schema, ObjectRow object, Map<UUID, ObjectRow> known, int depth) {
    List<String> parts = new ArrayList<>();
    for (Property each : object.type().leading()) {
      Object value = object.data().get(each.key());
      String part =
          value == null || each.type().secret()
              ? null
              : switch (each.type()) {
                case OBJECT -> {
                  ObjectRow target = known.get(UUID.fromString((String) value));
                  yield target == null || depth == DEEPEST
                      ? null
                      : name(schema, target, known, depth + 1);
                }
                case CHOICE -> schema.choice(each, (String) value);
                default -> ObjectData.text(value);
              };
      if (part != null && !part.isEmpty()) {
        parts.add(part);
      }
    }
    return cut(String.join(", ", parts));
  }

  /** By code points, so that no character is cut in two. */
  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
  }
}
