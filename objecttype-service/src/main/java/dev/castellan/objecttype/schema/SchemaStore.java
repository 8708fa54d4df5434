package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the whole schema, and tells whether it has changed. */
@ApplicationScoped
class SchemaStore {

  private static final TypeReference<List<Property>> PROPERTIES = new TypeReference<>() {};
  private static final TypeReference<List<Access>> ACCESS = new TypeReference<>() {};
  private static final TypeReference<List<ValueMap.Entry>> ENTRIES = new TypeReference<>() {};

  private static final String TYPES =
      """
      select t.id, t.name, t.log, t.short, t.restricted, t.created_at, t.updated_at, t.version,
        (select json_agg(p order by p.position, p.name, p.id) from property p where p.type_id = t.id),
        array(select r.other_id from type_relation r where r.type_id = t.id),
        (select json_agg(json_build_object('profile', a.profile_id, 'read', a.may_read,
                'create', a.may_create, 'update', a.may_update, 'delete', a.may_delete,
                'reveal', a.may_reveal) order by a.profile_id)
         from type_access a where a.type_id = t.id)
      from objecttype t
      """;

  private static final String VALUEMAPS =
      """
      select m.id, m.name, m.prio, m.version,
        (select json_agg(v order by case when m.prio then v.position end, v.name, v.id)
         from valuemap_value v where v.valuemap_id = m.id)
      from valuemap m
      """;

  private final Jdbc jdbc;
  private final ObjectMapper mapper;

  SchemaStore(Jdbc jdbc, ObjectMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  long version() {
    return jdbc.run(
        "select version from catalogue", select -> Jdbc.rows(select, row -> row.getLong(1)).get(0));
  }

  /** The version is read first: what changes meanwhile is then read again, never missed. */
  Schema load() {
    long version = version();
    return new Schema(
        version,
        byId(jdbc.run(TYPES, select -> Jdbc.rows(select, this::type)), ObjectType::id),
        byId(jdbc.run(VALUEMAPS, select -> Jdbc.rows(select, this::valuemap)), ValueMap::id));
  }

  private ObjectType type(ResultSet row) throws SQLException {
    ObjectType.Head head =
        new ObjectType.Head(
            row.getObject(1, UUID.class),
            row.getString(2),
            row.getBoolean(3),
            row.getInt(4),
            row.getBoolean(5),
            Jdbc.instant(row, 6),
            Jdbc.instant(row, 7),
            row.getLong(8));
    return new ObjectType(
        head,
        list(row.getString(9), PROPERTIES),
        Set.copyOf(Arrays.asList((UUID[]) row.getArray(10).getArray())),
        list(row.getString(11), ACCESS));
  }

  private ValueMap valuemap(ResultSet row) throws SQLException {
    return new ValueMap(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getBoolean(3),
        list(row.getString(5), ENTRIES),
        row.getLong(4));
  }

  private <T> List<T> list(String json, TypeReference<List<T>> type) {
    try {
      return json == null ? List.of() : mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("schema could not be read", e);
    }
  }

  private static <T> Map<UUID, T> byId(List<T> items, Function<T, UUID> id) {
    return items.stream().collect(Collectors.toUnmodifiableMap(id, each -> each));
  }
}
