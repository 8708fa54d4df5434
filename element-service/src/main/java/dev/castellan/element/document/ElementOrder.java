package dev.castellan.element.document;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.StructureView;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The order of a list, {@code title:asc,id:desc} in the query; always a total one. */
record ElementOrder(List<Term> terms) {

  record Term(String name, boolean descending) {

    private String described() {
      return name + (descending ? " desc" : " asc");
    }

    private String sort() {
      return descending ? "-" + name : name;
    }
  }

  /**
   * @param text the query parameter; null or blank for the usual order
   * @param view of the structure whose elements are listed; null when they are of several
   * @throws ServiceException 400 for what is unknown, or hidden, or has no order
   */
  static ElementOrder parse(String text, String usual, StructureView view) {
    List<Term> terms = new ArrayList<>();
    for (String term : (text == null || text.isBlank() ? usual : text).split(",", -1)) {
      terms.add(term(term.strip(), view));
    }
    if (terms.stream().noneMatch(term -> term.name().equals("id"))) {
      terms.add(new Term("id", true));
    }
    return new ElementOrder(List.copyOf(terms));
  }

  private static Term term(String text, StructureView view) {
    int colon = text.indexOf(':');
    String name = name((colon < 0 ? text : text.substring(0, colon)).strip(), view);
    String direction = colon < 0 ? "asc" : text.substring(colon + 1).strip();
    return switch (direction.toLowerCase(Locale.ROOT)) {
      case "asc" -> new Term(name, false);
      case "desc" -> new Term(name, true);
      default ->
          throw new ServiceException(
              ErrorCode.ELEMENT_ORDER_DIRECTION_INVALID,
              "\"" + Quote.of(direction) + "\" is no direction, asc and desc are");
    };
  }

  private static String name(String name, StructureView view) {
    if (ElementListing.ORDERED_PROPERTIES.contains(name)) {
      return name;
    }
    if (view == null) {
      throw new ServiceException(
          ErrorCode.ELEMENT_ORDER_PROPERTY_UNKNOWN, "Cannot order by \"" + Quote.of(name) + "\"");
    }
    Field field = view.readable(name).orElseThrow(() -> Selection.unknown(name));
    if (!ElementListing.ordered(field, view)) {
      throw new ServiceException(
          ErrorCode.ELEMENT_FIELD_STRUCTURAL, "Cannot order by the field " + field.id());
    }
    return field.id();
  }

  /** The same in the grammar of lists. */
  String sort() {
    return terms.stream().map(Term::sort).collect(Collectors.joining(","));
  }

  /** {@code title asc, id desc}, as the answer repeats it. */
  String describe() {
    return terms.stream().map(Term::described).collect(Collectors.joining(", "));
  }
}
