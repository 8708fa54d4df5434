package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shapes that an index can serve; that they mean the right thing is tested on real rows. */
class KeysetTest {

  private static final ListField ID = ListField.integer("id", "t.id");
  private static final ListField NAME = ListField.text("name", "t.name");
  private static final ListField NOTE = ListField.text("note", "t.note").orNull();

  @Test
  void shouldCompareAsARowWhenAllGoOneWay() {
    assertThat(parts(List.of(up(NAME), up(ID)), "a", 1L))
        .containsExactly("(t.name, t.id) > (?::text, ?::bigint)");
    assertThat(parts(List.of(down(NAME), down(ID)), "a", 1L))
        .containsExactly("(t.name, t.id) < (?::text, ?::bigint)");
  }

  @Test
  void shouldBoundTheFirstFieldWhenDirectionsMix() {
    assertThat(parts(List.of(up(NAME), down(ID)), "a", 1L))
        .containsExactly(
            "(t.name >= ?::text) and ((t.name > ?::text) or"
                + " ((t.name = ?::text) and (t.id < ?::bigint)))");
  }

  @Test
  void shouldReadValuesAndNullsOfTheFirstFieldApart() {
    assertThat(parts(List.of(up(NOTE), up(ID)), "a", 1L))
        .containsExactly("(t.note, t.id) > (?::text, ?::bigint)", "t.note is null");
    assertThat(parts(List.of(up(NOTE), up(ID)), null, 1L))
        .containsExactly("(t.note is null) and ((t.id) > (?::bigint))");
    assertThat(parts(List.of(down(NOTE), down(ID)), null, 1L))
        .containsExactly("(t.note is null) and ((t.id) < (?::bigint))", "t.note is not null");
    assertThat(parts(List.of(down(NOTE), down(ID)), "a", 1L))
        .containsExactly("(t.note, t.id) < (?::text, ?::bigint)");
  }

  @Test
  void shouldBeginWithNullsOnlyWhenGoingDown() {
    assertThat(texts(Keyset.parts(List.of(up(NOTE), up(ID)), null)))
        .containsExactly("t.note is not null", "t.note is null");
    assertThat(texts(Keyset.parts(List.of(down(NOTE), down(ID)), null)))
        .containsExactly("t.note is null", "t.note is not null");
    assertThat(texts(Keyset.parts(List.of(up(ID)), null))).containsExactly("true");
  }

  private static Stream<String> parts(List<SortKey> keys, Object... after) {
    return texts(Keyset.parts(keys, Arrays.asList(after)));
  }

  private static Stream<String> texts(List<Keyset.Part> parts) {
    return parts.stream().map(each -> each.condition().text());
  }

  private static SortKey up(ListField field) {
    return new SortKey(field, false);
  }

  private static SortKey down(ListField field) {
    return new SortKey(field, true);
  }
}
