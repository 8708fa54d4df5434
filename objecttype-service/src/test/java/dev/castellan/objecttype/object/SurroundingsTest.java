package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Others are counted, and not what is written itself. */
class SurroundingsTest {

  private final UUID hub = UUID.randomUUID();
  private EngineHarness harness;

  @BeforeEach
  void shouldHaveAnEngine() throws SQLException {
    harness = new EngineHarness();
  }

  @AfterEach
  void shouldClose() throws SQLException {
    harness.close();
  }

  /** Relates the hub to so many. */
  private void spokes(int count) throws SQLException {
    try (Statement statement = harness.connection.createStatement()) {
      statement.execute(
          """
          insert into object (id, type_id, data, created_at, updated_at, version)
          select case n when 0 then '%s' else gen_random_uuid() end, '%s', '{}', now(), now(), 1
          from generate_series(0, %d) n
          """
              .formatted(hub, harness.rack, count));
      statement.execute(
          """
          insert into object_relation (a, b)
          select least(id, '%1$s'), greatest(id, '%1$s') from object where id <> '%1$s'
          """
              .formatted(hub));
    }
  }

  private Set<UUID> related() throws SQLException {
    Set<UUID> related = new LinkedHashSet<>();
    try (Statement statement = harness.connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select case a when '%1$s' then b else a end from object_relation"
                    .formatted(hub))) {
      while (row.next()) {
        related.add(row.getObject(1, UUID.class));
      }
    }
    return related;
  }

  private void delete() throws SQLException {
    harness.apply(
        List.of(
            new ObjectWrite.Delete(
                hub, harness.schema.type(harness.rack), EngineHarness.ADMIN, row -> {})));
  }

  private void relate(Set<UUID> relations) throws SQLException {
    ObjectDraft draft =
        new ObjectDraft(harness.schema.type(harness.rack), Map.of(), Map.of(), relations);
    harness.apply(
        List.of(new ObjectWrite.Update(hub, draft, Set.of(), EngineHarness.ADMIN, row -> {})));
  }

  @Test
  void shouldDeleteWhatIsRelatedToAsManyAsPossible() throws SQLException {
    spokes(Surroundings.MOST);

    delete();

    assertThat(related()).isEmpty();
  }

  @Test
  void shouldEndAsManyRelationsAsPossible() throws SQLException {
    spokes(Surroundings.MOST);

    relate(related());
    assertThat(related()).hasSize(Surroundings.MOST);
    relate(Set.of());
    assertThat(related()).isEmpty();
  }

  @Test
  void shouldEndSomeRelationsOfTooMany() throws SQLException {
    spokes(Surroundings.MOST + 1);
    Set<UUID> fewer = related();
    fewer.remove(fewer.iterator().next());

    assertThatThrownBy(this::delete).isInstanceOf(TooManyInvolvedException.class);
    assertThatThrownBy(() -> relate(Set.of())).isInstanceOf(TooManyInvolvedException.class);
    assertThat(related()).hasSize(Surroundings.MOST + 1);
    relate(fewer);

    assertThat(related()).isEqualTo(fewer);
    delete();
  }
}
