package dev.castellan.element;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.panache.common.Sort;
import io.quarkus.panache.common.Sort.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The order of a list, {@code title:asc,id:desc} in the query; always a total one. */
record ElementOrder(List<Term> terms) {

  private static final String DEFAULT = "title:asc";

  /** Properties a list can be ordered by, and where they are kept. */
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("id", "id"),
          Map.entry("initid", "initid"),
          Map.entry("title", "title"),
          Map.entry("name", "name"),
          Map.entry("revision", "revision"),
          Map.entry("icon", "icon"),
          Map.entry("locked", "locked"),
          Map.entry("owner", "owner"),
          Map.entry("fromid", "structureId"),
          Map.entry("cdate", "createdAt"),
          Map.entry("mdate", "updatedAt"));

  record Term(String property, Direction direction) {}

  /**
   * @param text the query parameter, null for the default
   * @throws ServiceException 400 for an unknown property or direction
   */
  static ElementOrder parse(String text) {
    List<Term> terms = new ArrayList<>();
    for (String term : (text == null || text.isBlank() ? DEFAULT : text).split(",")) {
      terms.add(term(term.strip()));
    }
    if (terms.stream().noneMatch(term -> term.property().equals("id"))) {
      terms.add(new Term("id", Direction.Descending));
    }
    return new ElementOrder(List.copyOf(terms));
  }

  private static Term term(String text) {
    int colon = text.indexOf(':');
    String property = (colon < 0 ? text : text.substring(0, colon)).strip();
    String direction = colon < 0 ? "asc" : text.substring(colon + 1).strip();
    if (!COLUMNS.containsKey(property)) {
      throw new ServiceException(
          ErrorCode.ELEMENT_ORDER_PROPERTY_UNKNOWN, "Cannot order by \"" + property + "\"");
    }
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "asc" -> new Term(property, Direction.Ascending);
      case "desc" -> new Term(property, Direction.Descending);
      default ->
          throw new ServiceException(
              ErrorCode.ELEMENT_ORDER_DIRECTION_INVALID,
              "\"" + direction + "\" is no direction of " + property + ", asc and desc are");
    };
  }

  Sort sort() {
    Sort sort = Sort.empty();
    for (Term term : terms) {
      sort.and(COLUMNS.get(term.property()), term.direction());
    }
    return sort;
  }

  /** {@code title asc, id desc}, as the answer repeats it. */
  String describe() {
    return terms.stream()
        .map(term -> term.property() + (term.direction() == Direction.Ascending ? " asc" : " desc"))
        .collect(Collectors.joining(", "));
  }
}
