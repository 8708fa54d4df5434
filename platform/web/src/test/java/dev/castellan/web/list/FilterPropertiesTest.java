package dev.castellan.web.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ItemTable.Item;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a client filters by, he sees what he asked for among what is his, or a 400. */
class FilterPropertiesTest {

  /** Texts that have broken somebody's SQL, LIKE or parser before. */
  private static final List<String> NASTY =
      List.of(
          "lamp",
          "Lamp",
          "",
          " ",
          "' or '1'='1",
          "'); drop table filtered; --",
          "/* */",
          "-- x",
          "\\",
          "\\'",
          "a\\",
          "%",
          "_",
          "50%",
          "a_b",
          "axb",
          "*",
          "a*b",
          "La*",
          "a_*",
          "🦉*",
          "\ud7ff*",
          "\ud7ff\ue000",
          "\udbff\udfff*",
          "\udbff\udfff\udbff\udfff",
          "**",
          "é",
          "🦉",
          "ä\u0308",
          "$1",
          "?",
          "??",
          "{fn now()}",
          "::text",
          "\"",
          "null",
          "true",
          "a,b;c",
          "(x)",
          "\n\t");

  private static final List<Item> OURS = new ArrayList<>();
  private static ItemTable table;

  /** A condition as a client writes it, and what it means of an item, said in Java. */
  record Condition(String text, Predicate<Item> meaning) {}

  @BeforeContainer
  static void fill() {
    table = ItemTable.create("filtered");
    for (int i = 0; i < 3 * NASTY.size(); i++) {
      Item item =
          new Item(
              i,
              NASTY.get(i % NASTY.size()),
              i % 4 == 0 ? null : NASTY.get(i * 7 % NASTY.size()),
              i % 5 == 0 ? null : new BigDecimal(i).movePointLeft(1),
              i % 3 == 0 ? null : i % 3 == 1,
              i % 6 == 0 ? null : OffsetDateTime.parse("2026-01-01T00:00:00Z").plusHours(i),
              new UUID(7, i));
      OURS.add(item);
      table.insert(1, item);
      table.insert(
          2,
          new Item(
              1_000 + i, item.name(), item.note(), item.size(), item.lit(), null, item.code()));
    }
  }

  @Property(tries = 3000)
  void shouldAnswerWhatTheFilterMeans(@ForAll("conditions") Condition condition) {
    assertThat(table.ids(condition.text()))
        .as(condition.text())
        .isEqualTo(OURS.stream().filter(condition.meaning()).map(Item::id).toList());
  }

  @Property(tries = 3000)
  void shouldAnswerOrRefuseWhateverIsSent(@ForAll("garbage") String filter) {
    try {
      assertThat(table.ids(filter)).allMatch(id -> id < 1_000);
    } catch (ServiceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
      assertThat(e.getMessage()).startsWith("filter ").hasSizeLessThan(300);
    }
    assertThat(table.ids(null)).hasSize(OURS.size());
  }

  @Property(tries = 1000)
  void shouldSortOrRefuseWhateverIsSent(
      @ForAll("garbage") String sort, @ForAll("garbage") String cursor) {
    try {
      assertThat(table.page(ItemTable.asked("5", cursor, sort, null)).items())
          .allMatch(id -> id < 1_000);
    } catch (ServiceException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETER);
    }
  }

  @Provide
  Arbitrary<Condition> conditions() {
    return Arbitraries.recursive(this::comparisons, this::logical, 0, 2);
  }

  private Arbitrary<Condition> logical(Arbitrary<Condition> inner) {
    return Combinators.combine(Arbitraries.of(true, false), inner.list().ofMinSize(2).ofMaxSize(3))
        .as(
            (all, parts) ->
                new Condition(
                    parts.stream()
                        .map(each -> "(" + each.text() + ")")
                        .collect(Collectors.joining(all ? ";" : ",")),
                    item ->
                        all
                            ? parts.stream().allMatch(each -> each.meaning().test(item))
                            : parts.stream().anyMatch(each -> each.meaning().test(item))))
        .filter(each -> each.text().length() < Filter.LONGEST);
  }

  private Arbitrary<Condition> comparisons() {
    return Arbitraries.oneOf(texts(), ordered(), nulls(), alternatives());
  }

  private Arbitrary<Condition> texts() {
    return Combinators.combine(
            Arbitraries.of("name", "note"),
            Arbitraries.of(NASTY),
            Arbitraries.of(true, false),
            Arbitraries.of('\'', '"'))
        .as(
            (field, value, equal, quote) -> {
              Pattern like =
                  Pattern.compile(
                      List.of(value.split("\\*", -1)).stream()
                          .map(Pattern::quote)
                          .collect(Collectors.joining(".*")),
                      Pattern.DOTALL);
              return new Condition(
                  field + (equal ? "==" : "!=") + quoted(value, quote),
                  item -> {
                    String present = text(item, field);
                    return equal == (present != null && like.matcher(present).matches());
                  });
            });
  }

  private Arbitrary<Condition> ordered() {
    return Combinators.combine(
            Arbitraries.of("id", "size", "at", "name"),
            Arbitraries.of("<", "=lt=", "<=", "=le=", ">", "=gt=", ">=", "=ge="),
            Arbitraries.of(OBJECTS))
        .as(
            (field, operator, item) -> {
              Object bound = Objects.requireNonNullElse(value(item, field), value(SOME, field));
              return new Condition(
                  field + operator + quoted(bound.toString(), '"'),
                  each -> value(each, field) != null && holds(operator, each, bound, field));
            });
  }

  private Arbitrary<Condition> nulls() {
    return Combinators.combine(
            Arbitraries.of("note", "size", "lit", "at", "id"), Arbitraries.of(true, false))
        .as(
            (field, wanted) ->
                new Condition(
                    field + "=isnull=" + wanted, item -> wanted == (value(item, field) == null)));
  }

  private Arbitrary<Condition> alternatives() {
    return Combinators.combine(
            Arbitraries.of("name", "note", "id", "lit", "code"),
            Arbitraries.of(true, false),
            Arbitraries.of(OBJECTS).list().ofMinSize(1).ofMaxSize(4))
        .as(
            (field, in, items) -> {
              List<Object> values =
                  items.stream()
                      .map(
                          each ->
                              Objects.requireNonNullElse(value(each, field), value(SOME, field)))
                      .toList();
              return new Condition(
                  field
                      + (in ? "=in=" : "=out=")
                      + values.stream()
                          .map(each -> quoted(each.toString(), '\''))
                          .collect(Collectors.joining(",", "(", ")")),
                  item ->
                      in == (value(item, field) != null && values.contains(value(item, field))));
            });
  }

  @Provide
  Arbitrary<String> garbage() {
    List<String> pieces = new ArrayList<>(NASTY);
    pieces.addAll(
        List.of("name", "id", "size", "at", "lit", "code", "secret", "tenant", "i.tenant", "-"));
    pieces.addAll(
        List.of("==", "!=", "=in=", "=out=", "=gt=", "<", ">", "=isnull=", "=like=", "(", ")"));
    pieces.addAll(
        List.of(";", ",", "'", "\"", " and ", " or ", "1", "1e9", "1e999999999", "\0", "\ud800"));
    Arbitrary<String> spoilt =
        Combinators.combine(
                conditions(), Arbitraries.of(pieces), Arbitraries.integers().between(0, 100))
            .as(
                (condition, piece, where) -> {
                  int at = condition.text().length() * where / 100;
                  return condition.text().substring(0, at) + piece + condition.text().substring(at);
                });
    return Arbitraries.oneOf(
        Arbitraries.of(pieces).list().ofMaxSize(9).map(some -> String.join("", some)),
        Arbitraries.strings().ofMaxLength(200),
        spoilt);
  }

  private static final Item SOME =
      new Item(
          5,
          "lamp",
          "lamp",
          BigDecimal.ONE,
          true,
          OffsetDateTime.parse("2026-01-02T00:00:00Z"),
          new UUID(7, 5));

  private static final List<Item> OBJECTS =
      List.of(
          SOME,
          new Item(17, "%", null, new BigDecimal("3.50"), false, null, new UUID(7, 900)),
          new Item(-1, "a*b", "' or '1'='1", null, null, SOME.at().plusDays(3), new UUID(7, 1)));

  private static String quoted(String value, char quote) {
    return quote + value.replace("\\", "\\\\").replace("" + quote, "\\" + quote) + quote;
  }

  private static Object value(Item item, String field) {
    return switch (field) {
      case "id" -> item.id();
      case "size" -> item.size();
      case "lit" -> item.lit();
      case "at" -> item.at();
      case "code" -> item.code();
      default -> text(item, field);
    };
  }

  private static String text(Item item, String field) {
    return Map.of("name", List.of(item.name()), "note", listOf(item.note())).get(field).stream()
        .findFirst()
        .orElse(null);
  }

  private static List<String> listOf(String text) {
    return text == null ? List.of() : List.of(text);
  }

  private static boolean holds(String operator, Item item, Object bound, String field) {
    int order =
        switch (field) {
          case "id" -> Long.compare(item.id(), (Long) bound);
          case "size" -> item.size().compareTo((BigDecimal) bound);
          case "at" -> item.at().compareTo((OffsetDateTime) bound);
          default -> Octets.compare(text(item, field), (String) bound);
        };
    return switch (operator) {
      case "<", "=lt=" -> order < 0;
      case "<=", "=le=" -> order <= 0;
      case ">", "=gt=" -> order > 0;
      default -> order >= 0;
    };
  }
}
