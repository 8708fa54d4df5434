package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many statements it takes does not depend on how many objects there are. */
class StatementCountTest {

  private EngineHarness harness;
  private int made;

  @BeforeEach
  void shouldHaveAnEngine() throws SQLException {
    harness = new EngineHarness();
  }

  @AfterEach
  void shouldClose() throws SQLException {
    harness.close();
  }

  private ObjectWrite.Create rack() {
    return create(harness.rack, Map.of(harness.label.toString(), "rack"), null);
  }

  private ObjectWrite.Create server(ObjectWrite rack) {
    Map<String, Object> values =
        Map.of(
            harness.name.toString(),
            "server " + made++,
            harness.at.toString(),
            rack.id().toString());
    return create(harness.server, values, Set.of(rack.id()));
  }

  private ObjectWrite.Create create(UUID type, Map<String, Object> values, Set<UUID> relations) {
    ObjectDraft draft = new ObjectDraft(harness.schema.type(type), values, Map.of(), relations);
    return new ObjectWrite.Create(UUID.randomUUID(), draft, Set.of(), EngineHarness.ADMIN);
  }

  private int statements(List<? extends ObjectWrite> writes) throws SQLException {
    harness.statements.set(0);
    harness.apply(List.copyOf(writes));
    return harness.statements.get();
  }

  private List<ObjectWrite.Create> racks(int count) throws SQLException {
    List<ObjectWrite.Create> racks = IntStream.range(0, count).mapToObj(i -> rack()).toList();
    harness.apply(List.copyOf(racks));
    return racks;
  }

  private static ObjectWrite.Delete delete(ObjectWrite write) {
    return new ObjectWrite.Delete(write.id(), write.type(), EngineHarness.ADMIN, row -> {});
  }

  @Test
  void shouldWriteManyAsItWritesOne() throws SQLException {
    List<ObjectWrite.Create> few = new ArrayList<>();
    racks(2).forEach(each -> few.add(server(each)));
    List<ObjectWrite.Create> many = new ArrayList<>();
    racks(60).forEach(each -> many.add(server(each)));

    int forFew = statements(few);
    assertThat(forFew).isPositive();
    assertThat(statements(many)).isEqualTo(forFew);
    assertThat(statements(many.stream().map(StatementCountTest::delete).toList()))
        .isEqualTo(statements(few.stream().map(StatementCountTest::delete).toList()));
  }

  @Test
  void shouldRelateWithoutReadingAllOtherRelations() throws SQLException {
    ObjectWrite.Create hub = rack();
    harness.apply(List.of(hub));
    List<ObjectWrite.Create> spokes = IntStream.range(0, 40).mapToObj(i -> server(hub)).toList();
    harness.apply(List.copyOf(spokes));
    ObjectWrite.Create late = create(harness.server, Map.of(), null);
    harness.apply(List.of(late));

    try (var statement = harness.connection.createStatement()) {
      // A row that somebody else holds is in the way of those only who need it.
      statement.execute("set lock_timeout = '1s'");
    }
    try (var other = harness.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from object where id = '" + spokes.get(7).id() + "' for update");
      ObjectWrite relate =
          new ObjectWrite.Relate(hub.id(), hub.type(), late.id(), EngineHarness.ADMIN, row -> {});
      assertThat(statements(List.of(relate))).isPositive();
      ObjectWrite unrelate =
          new ObjectWrite.Unrelate(hub.id(), hub.type(), late.id(), EngineHarness.ADMIN, row -> {});
      assertThat(statements(List.of(unrelate))).isPositive();
      other.rollback();
    }
  }

  @Test
  void shouldShowManyAsItShowsOne() throws SQLException {
    List<ObjectRow> rows =
        racks(50).stream()
            .map(
                each ->
                    new ObjectRow(
                        UUID.randomUUID(),
                        harness.schema.type(harness.server),
                        Map.of(harness.at.toString(), each.id().toString()),
                        null,
                        1))
            .toList();
    for (int count : List.of(1, 50)) {
      harness.statements.set(0);
      List<ListedObject> shown =
          harness.views.listed(
              harness.schema, rows.subList(0, count), ObjectFormat.NAMES, EngineHarness.ADMIN);
      assertThat(shown).allMatch(each -> "rack".equals(each.members().get("At")));
      assertThat(harness.statements).hasValue(1);
    }
  }
}
