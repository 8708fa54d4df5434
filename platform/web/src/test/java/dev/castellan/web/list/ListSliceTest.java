package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;

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
  void shouldAnswerWithoutACursorWhenTheLastRowFitsInNone() {
    table.run(
        "insert into sliced select 1, 1000 + i, 'long', repeat('x', 5000), null, null, null,"
            + " gen_random_uuid() from generate_series(1, 2) i");

    ListSlice<Long> page =
        table.slice(new ListSlice.Query("note,id", "name==long", null, 0, 1, true));

    assertThat(page.items()).containsExactly(1001L);
    assertThat(page.cursor()).isNull();
    assertThat(page.total()).isEqualTo(2);
    table.run("delete from sliced where id > 1000");
  }

  private static ListSlice<Long> slice(String sort, String cursor, int offset, int most) {
    return table.slice(new ListSlice.Query(sort, null, cursor, offset, most, false));
  }
}
