package dev.castellan.web.list;

import java.util.function.UnaryOperator;

/**
 * What a list can be filtered and sorted by.
 *
 * @param name as clients write it; may have dots
 * @param sql expression over the tables of the listing; written by the service, never by a client
 * @param nullable whether the expression can be null; nulls count as the largest value
 * @param nullsApart whether an index of their own holds the rows where it is null, in the order of
 *     the other fields
 * @param spelling of a value that a client writes the one that its type reads
 */
public record ListField(
    String name,
    String sql,
    FieldType type,
    boolean nullable,
    boolean nullsApart,
    boolean sortable,
    boolean filterable,
    UnaryOperator<String> spelling) {

  public static ListField of(String name, String sql, FieldType type) {
    return new ListField(name, sql, type, false, false, true, true, UnaryOperator.identity());
  }

  public static ListField text(String name, String sql) {
    return of(name, sql, FieldType.TEXT);
  }

  public static ListField integer(String name, String sql) {
    return of(name, sql, FieldType.INTEGER);
  }

  public static ListField number(String name, String sql) {
    return of(name, sql, FieldType.NUMBER);
  }

  public static ListField bool(String name, String sql) {
    return of(name, sql, FieldType.BOOLEAN);
  }

  public static ListField time(String name, String sql) {
    return of(name, sql, FieldType.TIME);
  }

  public static ListField uuid(String name, String sql) {
    return of(name, sql, FieldType.UUID);
  }

  /** The same field, whose expression can be null. */
  public ListField orNull() {
    return new ListField(name, sql, type, true, nullsApart, sortable, filterable, spelling);
  }

  /** As {@link #orNull}, with an index for those that are. */
  public ListField orNullApart() {
    return new ListField(name, sql, type, true, true, sortable, filterable, spelling);
  }

  /** The same field, where null is ruled out by other means. */
  ListField neverNull() {
    return new ListField(name, sql, type, false, false, sortable, filterable, spelling);
  }

  /** The same field, for filters only: long texts, or what no index could sort. */
  public ListField unsorted() {
    return new ListField(name, sql, type, nullable, nullsApart, false, filterable, spelling);
  }

  /** The same field, for sorting only. */
  public ListField unfiltered() {
    return new ListField(name, sql, type, nullable, nullsApart, sortable, false, spelling);
  }

  /** The same field, whose values clients may also write in another way, say by name. */
  public ListField spelt(UnaryOperator<String> otherwise) {
    return new ListField(name, sql, type, nullable, nullsApart, sortable, filterable, otherwise);
  }

  /**
   * @throws IllegalArgumentException saying what is expected instead
   */
  Object parse(String text) {
    return type.parse(spelling.apply(text));
  }
}
