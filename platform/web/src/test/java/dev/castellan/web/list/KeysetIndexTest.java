package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page begins where an index leads to, however deep in the list it lies. */
class KeysetIndexTest {

  private static ItemTable table;

  @BeforeAll
  static void fill() {
    table = ItemTable.create("indexed");
    table.run(
        """
        insert into indexed
          select 1, i, 'n' || i, case when i % 2 = 0 then 'n' || i end, null, null, null,
            gen_random_uuid() from generate_series(1, 5000) i;
        create index on indexed (name, id);
        create index on indexed (name desc, id);
        create index on indexed (note, id);
        create index on indexed (note, name desc, id desc);
        update indexed set size = id where id > 20;
        create index on indexed (size, id) where size is not null;
        create index on indexed (id) where size is null;
        analyze indexed;
        """);
  }

  @Test
  void shouldLetAnIndexServeOrdersOfOneDirection() {
    assertServed(table.listing.order("name"), "n25", 2501L);
    assertServed(table.listing.order("-name"), "n25", 2501L);
  }

  @Test
  void shouldLetAnIndexServeOrdersOfMixedDirections() {
    assertServed(table.listing.order("-name,id"), "n25", 2501L);
  }

  @Test
  void shouldLetAnIndexServeNullsAndValues() {
    assertServed(table.listing.order("note"), "n25", 2501L);
    assertServed(table.listing.order("note"), null, 2501L);
    assertServed(table.listing.order("-note"), "n25", 2501L);
    assertServed(table.listing.order("-note"), null, 2501L);
    assertServed(table.listing.order("note,-name"), "n2", "n25", 2501L);
    assertServed(table.listing.order("note,-name"), null, "n25", 2501L);
  }

  @Test
  void shouldLetAnIndexOfTheirOwnServeNulls() {
    SortKey rare = new SortKey(ListField.number("size", "i.size").orNullApart(), true);
    List<SortKey> order = List.of(rare, table.listing.order("-id").get(0));

    for (Keyset.Part part : Keyset.parts(order, null)) {
      assertThat(table.plan(part))
          .as(part.condition().text())
          .contains("Index")
          .doesNotContain("Sort", "Seq Scan", "indexed_pkey");
    }
  }

  private static void assertServed(List<SortKey> order, Object... after) {
    for (Keyset.Part part : Keyset.parts(order, Arrays.asList(after))) {
      assertThat(table.plan(part))
          .as(part.condition().text())
          .contains("Index Cond")
          .doesNotContain("Sort", "Seq Scan");
    }
  }
}
