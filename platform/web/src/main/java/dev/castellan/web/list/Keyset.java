package dev.castellan.web.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What comes behind a row in an order, as conditions that an index over the order can serve.
 *
 * <p>A first field that can be null cuts the order in two parts, rows with and rows without a
 * value, since no index finds "greater, or null" in one stretch. Within a part it is a row
 * comparison, {@code (a, b) > (?, ?)}, when that means the same; else the comparison spelt out,
 * with a bound on the first field in front for the index to start at.
 */
final class Keyset {

  private Keyset() {}

  /**
   * Some of the rows that are still to be read.
   *
   * @param order of the rows within the part
   */
  record Part(Sql condition, List<SortKey> order) {}

  /**
   * The parts that are still to be read, in order; each row behind is in exactly one.
   *
   * @param after values of the last row that was read, null to begin
   */
  static List<Part> parts(List<SortKey> keys, List<Object> after) {
    SortKey first = keys.get(0);
    if (!first.nullable()) {
      return List.of(new Part(after == null ? Sql.ALL : behind(keys, after), keys));
    }
    boolean inNulls = after == null ? first.descending() : after.get(0) == null;
    Sql here = inNulls ? first.isNull() : first.isNotNull();
    if (after != null) {
      here = inNulls ? here.and(behind(tail(keys), tail(after))) : behind(settled(keys), after);
    }
    Part begun = new Part(here, inNulls ? amongNulls(keys) : keys);
    if (inNulls != first.descending()) {
      return List.of(begun);
    }
    return List.of(
        begun,
        inNulls ? new Part(first.isNotNull(), keys) : new Part(first.isNull(), amongNulls(keys)));
  }

  /** PostgreSQL does not know that a null key orders nothing, and would sort by it. */
  private static List<SortKey> amongNulls(List<SortKey> keys) {
    return keys.get(0).field().nullsApart() ? tail(keys) : keys;
  }

  private static Sql behind(List<SortKey> keys, List<Object> values) {
    if (comparesAsRow(keys, values)) {
      return rowBehind(keys, values);
    }
    SortKey first = keys.get(0);
    Sql spelt = speltOut(keys, values);
    return first.nullable() ? spelt : first.notBefore(values.get(0)).and(spelt);
  }

  /** A row comparison leaves nulls out; going down that is right, since they came first. */
  private static boolean comparesAsRow(List<SortKey> keys, List<Object> values) {
    boolean down = keys.get(0).descending();
    return values.stream().noneMatch(Objects::isNull)
        && keys.stream().allMatch(each -> each.descending() == down && (down || !each.nullable()));
  }

  private static Sql rowBehind(List<SortKey> keys, List<Object> values) {
    String expressions =
        keys.stream().map(each -> each.field().sql()).collect(Collectors.joining(", "));
    String places =
        keys.stream()
            .map(each -> each.field().type().placeholder())
            .collect(Collectors.joining(", "));
    String operator = keys.get(0).descending() ? "<" : ">";
    return Sql.of("(%s) %s (%s)".formatted(expressions, operator, places), values.toArray());
  }

  private static Sql speltOut(List<SortKey> keys, List<Object> values) {
    SortKey first = keys.get(0);
    Sql later = first.behind(values.get(0));
    if (keys.size() == 1) {
      return later;
    }
    Sql level = first.level(values.get(0)).and(speltOut(tail(keys), tail(values)));
    return Sql.join(" or ", List.of(later, level));
  }

  /** The order within the part whose rows have a value in the first field. */
  private static List<SortKey> settled(List<SortKey> keys) {
    List<SortKey> settled = new ArrayList<>(keys);
    settled.set(0, keys.get(0).neverNull());
    return settled;
  }

  private static <T> List<T> tail(List<T> list) {
    return list.subList(1, list.size());
  }
}
