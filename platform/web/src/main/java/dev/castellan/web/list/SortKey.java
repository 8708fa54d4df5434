package dev.castellan.web.list;

import java.util.List;

/** One field of an order and its direction; null is the largest value, as PostgreSQL has it. */
record SortKey(ListField field, boolean descending) {

  boolean nullable() {
    return field.nullable();
  }

  SortKey neverNull() {
    return new SortKey(field.neverNull(), descending);
  }

  String orderBy() {
    return field.sql() + (descending ? " desc" : "");
  }

  Sql isNull() {
    return Sql.of(field.sql() + " is null");
  }

  Sql isNotNull() {
    return Sql.of(field.sql() + " is not null");
  }

  /** Rows that come later than a value does, by this field alone. */
  Sql behind(Object value) {
    if (value == null) {
      return descending ? isNotNull() : Sql.of("false");
    }
    Sql later = compared(descending ? "<" : ">", value);
    return nullable() && !descending ? Sql.join(" or ", List.of(later, isNull())) : later;
  }

  Sql level(Object value) {
    return value == null ? isNull() : compared("=", value);
  }

  /** Rows that do not come before the value; for an index to start at. */
  Sql notBefore(Object value) {
    return compared(descending ? "<=" : ">=", value);
  }

  private Sql compared(String operator, Object value) {
    return Sql.of(field.sql() + " " + operator + " " + field.type().placeholder(), value);
  }
}
