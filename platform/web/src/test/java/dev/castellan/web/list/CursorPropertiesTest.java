package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.web.list.ItemTable.Item;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Rows that are there all along are seen exactly once, in order, whatever comes and goes. */
class CursorPropertiesTest {

  private static final List<String> FIELDS =
      List.of("id", "name", "note", "size", "lit", "at", "code");
  private static final int STAYING = 40;

  private static ItemTable table;

  @BeforeContainer
  static void create() {
    table = ItemTable.create("paged");
  }

  @Property(tries = 300)
  void shouldShowEachStayingRowOnceAndInOrder(
      @ForAll("sorts") String sort,
      @ForAll @IntRange(min = 1, max = 17) int limit,
      @ForAll long seed) {
    Random random = new Random(seed);
    table.run("truncate paged");
    List<Item> staying = fill(random);
    List<Long> passing = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    String cursor = null;
    do {
      ListPage<Long> page = table.page(ItemTable.asked("" + limit, cursor, sort, null));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      seen.addAll(page.items());
      cursor = page.cursor();
      disturb(passing, random);
    } while (cursor != null);
    assertThat(seen).doesNotHaveDuplicates();
    seen.removeIf(id -> id >= STAYING);
    assertThat(seen).isEqualTo(sorted(staying, sort));
  }

  @Property(tries = 200)
  void shouldSortAWholeListAsItSortsItsParts(@ForAll("sorts") String sort, @ForAll long seed) {
    table.run("truncate paged");
    List<Item> staying = fill(new Random(seed));
    assertThat(table.page(ItemTable.asked(null, null, sort, null)).items())
        .isEqualTo(sorted(staying, sort));
  }

  @Example
  void shouldShowEachStayingRowOnceWhileOthersWrite() throws InterruptedException {
    table.run("truncate paged");
    List<Item> staying = fill(new Random(1));
    ItemTable writers = ItemTable.over("paged");
    AtomicBoolean over = new AtomicBoolean();
    Thread writer =
        new Thread(
            () -> {
              List<Long> passing = new ArrayList<>();
              Random random = new Random(2);
              while (!over.get()) {
                CursorPropertiesTest.disturb(writers, passing, random);
              }
            });
    writer.start();
    try {
      for (int round = 0; round < 40; round++) {
        String sort = List.of("note,-size", "-at,name", "lit", "-lit,-note").get(round % 4);
        List<Long> seen = new ArrayList<>();
        String cursor = null;
        do {
          ListPage<Long> page = table.page(ItemTable.asked("7", cursor, sort, null));
          page.items().stream().filter(id -> id < STAYING).forEach(seen::add);
          cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).as(sort).isEqualTo(sorted(staying, sort));
      }
    } finally {
      over.set(true);
      writer.join();
    }
  }

  @Provide
  Arbitrary<String> sorts() {
    return Combinators.combine(
            Arbitraries.of(FIELDS).list().uniqueElements().ofMinSize(1).ofMaxSize(4),
            Arbitraries.of("", "-").list().ofSize(4))
        .as(
            (fields, signs) -> {
              List<String> keys = new ArrayList<>();
              for (int i = 0; i < fields.size(); i++) {
                keys.add(signs.get(i) + fields.get(i));
              }
              return String.join(",", keys);
            });
  }

  private static List<Item> fill(Random random) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < STAYING; i++) {
      Item item = item(i, random);
      items.add(item);
      table.insert(1, item);
    }
    return items;
  }

  private static void disturb(List<Long> passing, Random random) {
    disturb(table, passing, random);
  }

  private static void disturb(ItemTable through, List<Long> passing, Random random) {
    for (int i = 0; i < 3; i++) {
      if (passing.isEmpty() || passing.size() < 20 && random.nextBoolean()) {
        long id = STAYING + random.nextInt(1_000_000);
        if (!passing.contains(id)) {
          through.insert(1, item(id, random));
          passing.add(id);
        }
      } else {
        through.delete(passing.remove(random.nextInt(passing.size())));
      }
    }
  }

  /** Few values, so that most of them repeat, and many nulls. */
  private static Item item(long id, Random random) {
    return new Item(
        id,
        List.of("a", "b", "é", "", "\\'").get(random.nextInt(5)),
        random.nextInt(3) == 0 ? null : "n" + random.nextInt(3),
        random.nextInt(3) == 0 ? null : new BigDecimal(random.nextInt(40) - 20).movePointLeft(1),
        random.nextInt(3) == 0 ? null : random.nextBoolean(),
        random.nextInt(3) == 0
            ? null
            : OffsetDateTime.parse("2026-01-01T00:00:00.123456Z")
                .plusNanos(1_000L * random.nextInt(4)),
        new UUID(random.nextInt(3), random.nextLong() >>> 1));
  }

  private static List<Long> sorted(List<Item> items, String sort) {
    List<String> keys = new ArrayList<>(Arrays.asList(sort.split(",")));
    if (!keys.contains("id") && !keys.contains("-id")) {
      keys.add(keys.get(keys.size() - 1).startsWith("-") ? "-id" : "id");
    }
    Comparator<Item> order =
        keys.stream()
            .map(
                key ->
                    key.startsWith("-") ? comparator(key.substring(1)).reversed() : comparator(key))
            .reduce(Comparator::thenComparing)
            .orElseThrow();
    return items.stream().sorted(order).map(Item::id).toList();
  }

  /** Null is the largest. */
  private static Comparator<Item> comparator(String field) {
    return switch (field) {
      case "id" -> Comparator.comparing(Item::id);
      case "name" -> Comparator.comparing(Item::name, Octets::compare);
      case "note" -> Comparator.comparing(Item::note, Comparator.nullsLast(Octets::compare));
      case "size" ->
          Comparator.comparing(Item::size, Comparator.nullsLast(Comparator.naturalOrder()));
      case "lit" -> Comparator.comparing(Item::lit, Comparator.nullsLast(Boolean::compare));
      case "at" -> Comparator.comparing(Item::at, Comparator.nullsLast(OffsetDateTime::compareTo));
      default -> Comparator.comparing(each -> each.code().toString());
    };
  }
}
