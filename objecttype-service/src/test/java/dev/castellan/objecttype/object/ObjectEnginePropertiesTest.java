package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.web.failure.ServiceException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * After any sequence of transactions of any writes, the log of each object alone tells what it is
 * and what it is related to, from both sides; and what was refused has left no trace.
 */
class ObjectEnginePropertiesTest {

  private static final int SLOTS = 6;

  /**
   * A write of objects that are called by the number of their slot.
   *
   * @param kind 0 to 5, see {@link #write}
   * @param text null to take a name away
   */
  record Step(int kind, int slot, int other, String text, int number, Set<Integer> related) {}

  @Property(tries = 60)
  void shouldReplayToWhatIsStored(@ForAll("transactions") List<List<Step>> transactions)
      throws SQLException {
    try (EngineHarness harness = new EngineHarness()) {
      Map<Integer, UUID> slots = new HashMap<>();
      for (List<Step> transaction : transactions) {
        run(harness, transaction, slots);
      }
      LogReplay.check(harness.connection, harness.server.toString(), harness.rack.toString());
      assertThat(dangling(harness)).isZero();
    }
  }

  private static int dangling(EngineHarness harness) throws SQLException {
    String sql =
        "select count(*) from object where data ->> '%s' not in (select id::text from object)";
    try (Statement statement = harness.connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(harness.at))) {
      row.next();
      return row.getInt(1);
    }
  }

  @Provide
  Arbitrary<List<List<Step>>> transactions() {
    Arbitrary<Integer> slot = Arbitraries.integers().between(0, SLOTS - 1);
    Arbitrary<Step> step =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                slot,
                slot,
                Arbitraries.of("a", "b", "c", "d", "ü \" \\ {").injectNull(0.2),
                Arbitraries.integers().between(0, 3),
                slot.set().ofMaxSize(3).injectNull(0.5))
            .as(Step::new);
    return step.list().ofMinSize(1).ofMaxSize(4).list().ofMinSize(1).ofMaxSize(12);
  }

  private static void run(EngineHarness harness, List<Step> steps, Map<Integer, UUID> slots)
      throws SQLException {
    Map<Integer, UUID> after = new HashMap<>(slots);
    List<ObjectWrite> writes = new ArrayList<>();
    steps.forEach(each -> writes.add(write(harness, each, after)));
    String before = dump(harness);
    try {
      harness.apply(writes);
      slots.clear();
      slots.putAll(after);
    } catch (ServiceException e) {
      assertThat(dump(harness)).as("after " + e.getMessage()).isEqualTo(before);
    }
  }

  private static ObjectWrite write(EngineHarness harness, Step step, Map<Integer, UUID> slots) {
    // Even slots are servers, odd ones racks, which servers point to.
    ObjectType type = harness.schema.type(step.slot() % 2 == 0 ? harness.server : harness.rack);
    UUID id = slots.getOrDefault(step.slot(), new UUID(0, step.slot()));
    UUID other = slots.getOrDefault(step.other(), new UUID(0, step.other()));
    if (!slots.containsKey(step.slot())) {
      UUID fresh = UUID.randomUUID();
      ObjectDraft draft = draft(harness, step, type, slots);
      slots.put(step.slot(), fresh);
      return new ObjectWrite.Create(fresh, draft, Set.of(), EngineHarness.ADMIN);
    }
    return switch (step.kind()) {
      case 0, 1, 2 ->
          new ObjectWrite.Update(
              id, draft(harness, step, type, slots), Set.of(), EngineHarness.ADMIN, row -> {});
      case 3 -> {
        slots.remove(step.slot());
        yield new ObjectWrite.Delete(id, type, EngineHarness.ADMIN, row -> {});
      }
      case 4 -> new ObjectWrite.Relate(id, type, other, EngineHarness.ADMIN, row -> {});
      default -> new ObjectWrite.Unrelate(id, type, other, EngineHarness.ADMIN, row -> {});
    };
  }

  private static ObjectDraft draft(
      EngineHarness harness, Step step, ObjectType type, Map<Integer, UUID> slots) {
    Map<String, Object> values = new HashMap<>();
    if (type.id().equals(harness.server)) {
      values.put(harness.name.toString(), step.text());
      values.put(harness.height.toString(), new BigDecimal(step.number()));
      UUID rack = step.other() % 2 == 0 ? null : slots.get(step.other());
      values.put(harness.at.toString(), rack == null ? null : rack.toString());
    } else {
      values.put(harness.label.toString(), step.text());
    }
    Set<UUID> related = null;
    if (step.related() != null) {
      related = new HashSet<>();
      for (int each : step.related()) {
        if (slots.containsKey(each) && each != step.slot()) {
          related.add(slots.get(each));
        }
      }
    }
    return new ObjectDraft(type, values, Map.of(), related);
  }

  private static String dump(EngineHarness harness) throws SQLException {
    String sql =
        """
        select (select json_agg(o order by id) from object o)::text,
          (select json_agg(r order by a, b) from object_relation r)::text,
          (select json_agg(u order by property_id, digest) from unique_value u)::text,
          (select count(*) from object_log)::text, (select count(*) from gone_object)::text
        """;
    try (Statement statement = harness.connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1)
          + row.getString(2)
          + row.getString(3)
          + row.getString(4)
          + row.getString(5);
    }
  }
}
