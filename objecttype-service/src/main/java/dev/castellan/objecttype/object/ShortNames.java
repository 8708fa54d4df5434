package dev.castellan.objecttype.object;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.schema.ObjectType;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Short names of objects: the values of the leading properties. Objects that these point to stand
 * with their own short name, so names are read level by level, one query each, however many objects
 * there are. Of each only what its name can show is read.
 */
@ApplicationScoped
class ShortNames {

  static final int LONGEST = 48;

  /** Names within names: objects may point to each other in a circle. */
  private static final int DEEPEST = 4;

  private static final String CUT = "...";

  /** One character more than is shown, so that it shows that there are more. */
  private static final String PARTS =
      """
      select o.id, o.type_id, l.key, left(o.data ->> l.key, %d)
      from object o join unnest(?, ?) as l (type_id, key) on l.type_id = o.type_id
      where o.id = any (?)
      """
          .formatted(LONGEST + 1);

  private final Jdbc jdbc;

  ShortNames(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Objects that are to be named. */
  static final class Targets {

    private final Set<UUID> ids = new HashSet<>();
    private final Set<UUID> types = new HashSet<>();

    void add(UUID type, UUID id) {
      types.add(type);
      ids.add(id);
    }

    /** What the value of a property points to, if it does. */
    void add(Property property, Object value) {
      if (property.type() == ValueType.OBJECT && value != null) {
        add(property.typeObjtype(), UUID.fromString((String) value));
      }
    }
  }

  /** What a name is made of: texts of the leading properties that are set. */
  private record Parts(ObjectType type, Map<String, String> texts) {}

  /** A leading property of a type. */
  private record Leading(UUID type, String key) {}

  /**
   * Names of objects by id; those that are not there have none.
   *
   * @param shown types whose objects may be named
   */
  Map<UUID, String> ofIds(Schema schema, Targets targets, Predicate<ObjectType> shown) {
    Naming naming = new Naming(schema, shown);
    naming.read(targets);
    return naming.names(targets.ids);
  }

  /**
   * Names of the objects, by id.
   *
   * @param shown types whose objects may be named within the names
   */
  Map<UUID, String> of(Schema schema, Collection<ObjectRow> objects, Predicate<ObjectType> shown) {
    Naming naming = new Naming(schema, shown);
    naming.know(objects);
    return naming.names(objects.stream().map(ObjectRow::id).toList());
  }

  private final class Naming {

    private final Schema schema;
    private final Predicate<ObjectType> shown;
    private final Map<UUID, Parts> known = new HashMap<>();
    private final List<Map<UUID, String>> made = new ArrayList<>();

    Naming(Schema schema, Predicate<ObjectType> shown) {
      this.schema = schema;
      this.shown = shown;
      for (int depth = 0; depth <= DEEPEST; depth++) {
        made.add(new HashMap<>());
      }
    }

    void know(Collection<ObjectRow> objects) {
      for (ObjectRow each : objects) {
        Map<String, String> texts = new HashMap<>();
        for (Property property : each.type().leading()) {
          Object value = each.data().get(property.key());
          if (value != null) {
            texts.put(property.key(), ObjectData.text(value));
          }
        }
        known.put(each.id(), new Parts(each.type(), texts));
      }
      readBelow(objects.stream().map(ObjectRow::id).toList(), 0);
    }

    void read(Targets targets) {
      readBelow(parts(targets), 0);
    }

    private void readBelow(Collection<UUID> level, int depth) {
      Targets below = new Targets();
      for (UUID id : level) {
        Parts parts = known.get(id);
        parts.type().leading().forEach(each -> below.add(each, parts.texts().get(each.key())));
      }
      below.ids.removeAll(known.keySet());
      if (depth < DEEPEST && !below.ids.isEmpty()) {
        readBelow(parts(below), depth + 1);
      }
    }

    /** Ids of those that were found. */
    private Set<UUID> parts(Targets targets) {
      List<Leading> leading =
          targets.types.stream()
              .flatMap(each -> schema.find(each).stream())
              .filter(shown)
              .flatMap(Naming::leading)
              .toList();
      Set<UUID> found = new HashSet<>();
      if (!leading.isEmpty() && !targets.ids.isEmpty()) {
        jdbc.run(
            PARTS,
            select -> {
              Jdbc.bind(select, 1, "uuid", leading, Leading::type);
              Jdbc.bind(select, 2, "text", leading, Leading::key);
              Jdbc.bind(select, 3, "uuid", targets.ids, each -> each);
              return Jdbc.rows(
                  select,
                  row -> {
                    UUID id = row.getObject(1, UUID.class);
                    ObjectType type = schema.type(row.getObject(2, UUID.class));
                    Parts parts =
                        known.computeIfAbsent(id, each -> new Parts(type, new HashMap<>()));
                    if (row.getString(4) != null) {
                      parts.texts().put(row.getString(3), row.getString(4));
                    }
                    return found.add(id);
                  });
            });
      }
      return found;
    }

    /** One at least: an object whose name is empty is there all the same. */
    private static Stream<Leading> leading(ObjectType type) {
      return type.leading().isEmpty()
          ? Stream.of(new Leading(type.id(), ""))
          : type.leading().stream().map(each -> new Leading(type.id(), each.key()));
    }

    Map<UUID, String> names(Collection<UUID> ids) {
      Map<UUID, String> names = new HashMap<>();
      for (UUID each : ids) {
        if (known.containsKey(each)) {
          names.put(each, name(each, 0));
        }
      }
      return names;
    }

    /** Each is made once for a depth, however many names it is part of. */
    private String name(UUID id, int depth) {
      Parts parts = known.get(id);
      if (parts == null || depth > DEEPEST) {
        return null;
      }
      String name = made.get(depth).get(id);
      if (name == null) {
        name = joined(parts, depth);
        made.get(depth).put(id, name);
      }
      return name;
    }

    private String joined(Parts parts, int depth) {
      StringBuilder name = new StringBuilder();
      for (Property each : parts.type().leading()) {
        String value = parts.texts().get(each.key());
        String part = value == null ? null : part(each, value, depth);
        if (part != null && !part.isEmpty()) {
          name.append(name.isEmpty() ? "" : ", ").append(part);
        }
        if (name.codePointCount(0, name.length()) > LONGEST) {
          break;
        }
      }
      return cut(name.toString());
    }

    private String part(Property property, String value, int depth) {
      return switch (property.type()) {
        case OBJECT -> name(UUID.fromString(value), depth + 1);
        case CHOICE -> schema.choice(property, value);
        case HASHED, RECOVERABLE -> null;
        default -> value;
      };
    }
  }

  /** By code points, so that no character is cut in two. */
  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST - CUT.length())) + CUT;
  }
}
