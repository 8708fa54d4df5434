package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListSliceTest {

  private static final int ROWS = 23;

  private static ItemTable table;

  /** Two of three have a note; the rest is null, which an order keeps apart. */
  @BeforeAll
  static void fill() {
    table = ItemTable.create("sliced");
    table.run(
        "insert into sliced select 1, i, 'n' || i % 4,"
            + " case when i % 3 = 0 then null else 'note ' || i % 5 end, null, null, null,"
            + " gen_random_uuid() from generate_series(1, 23) i");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "-id", "note,-id", "-note,-id", "name,-note,id"})
  void shouldCutAnySliceOutOfTheOrder(String sort) {
    List<Long> all = slice(sort, null, 0, ROWS).items();
    assertThat(all).hasSize(ROWS).doesNotHaveDuplicates();
    for (int offset = 0; offset <= ROWS + 1; offset++) {
      assertThat(slice(sort, null, offset, 5).items())
          .as("%s from %d", sort, offset)
          .isEqualTo(all.subList(Math.min(offset, ROWS), Math.min(offset + 5, ROWS)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "note,-id", "-note,-id"})
  void shouldGoOnBehindACursorFromAnyOffset(String sort) {
    List<Long> all = slice(sort, null, 0, ROWS).items();
    List<Long> seen = new ArrayList<>();
    ListSlice<Long> page = slice(sort, null, 3, 4);
    seen.addAll(page.items());
    while (page.cursor() != null) {
      page = slice(sort, page.cursor(), 0, 4);
      seen.addAll(page.items());
    }
    assertThat(seen).isEqualTo(all.subList(3, ROWS));
  }

  @Test
  void shouldSayThatItCannotGoOnBehindARowThatNoCursorHolds() {
    table.run(
        "insert into sliced select 1, 1000 + i, 'long', repeat('x', 5000), null, null, null,"
            + " gen_random_uuid() from generate_series(1, 2) i");

    assertThatThrownBy(() -> table.slice(asked("note,id", "name==long", null, 0, 1)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("sort");
    assertThat(table.slice(asked("note,id", "name==long", null, 0, 2)).items()).hasSize(2);
    table.run("delete from sliced where id > 1000");
  }

  @Test
  void shouldReadNoNullsWhereTheFilterComparesTheField() {
    String filter = "note=ge='note 1';(note==*,name==n1)";
    List<Long> all = table.slice(asked("-note,-id", filter, null, 0, ROWS)).items();
    assertThat(all).isNotEmpty().hasSize(table.ids("note=ge='note 1'").size());
    List<Long> seen = new ArrayList<>();
    String cursor = null;
    do {
      ListSlice<Long> page = table.slice(asked("-note,-id", filter, cursor, 0, 2));
      seen.addAll(page.items());
      cursor = page.cursor();
    } while (cursor != null);
    assertThat(seen).isEqualTo(all);
    assertThat(slice("-note,-id", null, 0, ROWS).items()).hasSize(ROWS);
    assertThat(table.slice(asked("-note,-id", "note!=x", null, 0, ROWS)).items()).hasSize(ROWS);
    assertThat(table.slice(asked("-note,-id", "note==x,name==n0", null, 0, ROWS)).items())
        .isEqualTo(table.slice(asked("-note,-id", "name==n0", null, 0, ROWS)).items());
  }

  @Test
  void shouldGoOnWhenTheListHasGotOtherRowsMeanwhile() {
    ListSlice.Query first = asked("id", null, null, 0, 4);
    String cursor = table.slice(first).cursor();

    ListSlice<Long> next =
        table.lists.slice(
            table.database(),
            table.listing,
            Sql.of("i.tenant in (1, 2)"),
            asked("id", null, cursor, 0, 4),
            row -> row.getLong("id"));
    assertThat(next.items()).containsExactly(5L, 6L, 7L, 8L);
    assertThatThrownBy(
            () -> table.slice(new ListSlice.Query("others", "id", null, cursor, 0, 4, false)))
        .isInstanceOf(ServiceException.class);
  }

  private static ListSlice<Long> slice(String sort, String cursor, int offset, int most) {
    return table.slice(asked(sort, null, cursor, offset, most));
  }

  private static ListSlice.Query asked(
      String sort, String filter, String cursor, int offset, int most) {
    return new ListSlice.Query("sliced", sort, filter, cursor, offset, most, false);
  }
}
