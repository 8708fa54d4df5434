package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Builds all objects of some types from nothing but their logs, and compares them with what is
 * stored. Each side of a relation is built from its own lines.
 */
final class LogReplay {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Map<String, Map<String, String>> values = new TreeMap<>();
  private final Map<String, Set<String>> relations = new HashMap<>();

  private LogReplay() {}

  static void check(Connection connection, String... types) throws SQLException {
    String in = "('" + String.join("','", types) + "')";
    LogReplay replay = new LogReplay();
    replay.replay(connection, in);
    assertThat(replay.values).isEqualTo(storedValues(connection, in));
    assertThat(replay.relations).isEqualTo(storedRelations(connection, in, replay.values.keySet()));
  }

  private void replay(Connection connection, String types) throws SQLException {
    String sql =
        "select object_id, action, changes, relation from object_log where object_id in"
            + " (select id from object where type_id in %1$s union"
            + " select id from gone_object where type_id in %1$s) order by id";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(types))) {
      while (row.next()) {
        apply(row.getString(1), row.getInt(2), row.getString(3), row.getString(4));
      }
    }
  }

  private void apply(String object, int action, String changes, String relation) {
    switch (action) {
      case 1 -> {
        assertThat(values.put(object, new TreeMap<>())).as("created twice").isNull();
        relations.put(object, new TreeSet<>());
        change(object, changes);
      }
      case 2 -> change(object, changes);
      case 5 -> assertThat(relations.get(object).add(relation)).as("assigned twice").isTrue();
      case 6 -> assertThat(relations.get(object).remove(relation)).as("not assigned").isTrue();
      case 9 -> {
        change(object, changes);
        assertThat(values.remove(object)).as("left when deleted").isEmpty();
        relations.remove(object);
      }
      default -> throw new AssertionError("unexpected action " + action);
    }
  }

  private void change(String object, String changes) {
    for (JsonNode each : tree(changes)) {
      String key = each.get("id").asText();
      JsonNode before = each.get("before");
      JsonNode after = each.get("after");
      Map<String, String> of = values.get(object);
      String known = after.isNull() ? of.remove(key) : of.put(key, after.toString());
      assertThat(known).as("before").isEqualTo(before.isNull() ? null : before.toString());
    }
  }

  private static Map<String, Map<String, String>> storedValues(Connection connection, String types)
      throws SQLException {
    Map<String, Map<String, String>> stored = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select id, data from object where type_id in " + types)) {
      while (row.next()) {
        Map<String, String> of = new TreeMap<>();
        tree(row.getString(2))
            .properties()
            .forEach(e -> of.put(e.getKey(), e.getValue().toString()));
        stored.put(row.getString(1), of);
      }
    }
    return stored;
  }

  private static Map<String, Set<String>> storedRelations(
      Connection connection, String types, Set<String> objects) throws SQLException {
    Map<String, Set<String>> stored = new HashMap<>();
    objects.forEach(each -> stored.put(each, new TreeSet<>()));
    String sql =
        "select r.a, r.b from object_relation r join object o on o.id = r.a where o.type_id in ";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql + types)) {
      while (row.next()) {
        stored.get(row.getString(1)).add(row.getString(2));
        stored.get(row.getString(2)).add(row.getString(1));
      }
    }
    return stored;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(json, e);
    }
  }
}
