package dev.castellan.web.list;

import dev.castellan.web.request.WellFormed;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What the values of a list field are: how a client writes them and how PostgreSQL takes them. */
public enum FieldType {
  TEXT("text", String.class, "well-formed text", FieldType::wellFormed),
  /** Text whose expression sorts by code points, {@code collate "C"}: an index finds beginnings. */
  OCTETS("text", String.class, "well-formed text", FieldType::wellFormed),
  INTEGER("bigint", Long.class, "a whole number", Long::valueOf),
  NUMBER("numeric", BigDecimal.class, "a number", FieldType::decimal),
  BOOLEAN("boolean", Boolean.class, "true or false", FieldType::truth),
  TIME("timestamptz", OffsetDateTime.class, "a time such as 2026-01-31T12:00:00Z", FieldType::time),
  UUID("uuid", UUID.class, "a UUID", FieldType::uuid),
  /** A day, kept as text that sorts as days do. */
  DATE("text", String.class, "a date such as 2026-01-31", FieldType::date),
  /** A minute of UTC, kept as text that sorts as time does. */
  MINUTE("text", String.class, "a time such as 2026-01-31 12:00", FieldType::minute);

  private static final int LONGEST_NUMBER = 1_000;
  private static final Pattern UUID_FORM = Pattern.compile("(\\p{XDigit}{4}-?){7}\\p{XDigit}{4}");

  private final String sqlType;
  private final Class<?> javaType;
  private final String meaning;
  private final Function<String, Object> reading;

  FieldType(String sqlType, Class<?> javaType, String meaning, Function<String, Object> reading) {
    this.sqlType = sqlType;
    this.javaType = javaType;
    this.meaning = meaning;
    this.reading = reading;
  }

  /** Whether an asterisk stands for any characters. */
  boolean wild() {
    return this == TEXT || this == OCTETS;
  }

  /** Place of one bound value in a statement. */
  String placeholder() {
    return "?::" + sqlType;
  }

  /** The expression as a column that {@link #read} can read. */
  String column(String sql) {
    return "(" + sql + ")::" + sqlType;
  }

  /**
   * The value that a text stands for. What {@code toString} makes of a value is read as that value.
   *
   * @throws IllegalArgumentException saying what is expected instead
   */
  Object parse(String text) {
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException("must be " + meaning, e);
    }
  }

  Object read(ResultSet row, int column) throws SQLException {
    return row.getObject(column, javaType);
  }

  private static String wellFormed(String text) {
    if (!WellFormed.Check.of(text)) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  /** Bounded, since a short text such as 1e999999999 can mean a gigabyte of digits. */
  private static BigDecimal decimal(String text) {
    if (text.length() > LONGEST_NUMBER) {
      throw new IllegalArgumentException();
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > LONGEST_NUMBER) {
      throw new IllegalArgumentException();
    }
    return number;
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException();
    };
  }

  /** Only years of four digits: Java knows times that PostgreSQL does not. */
  private static OffsetDateTime time(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    if (time.getYear() < 1 || time.getYear() > 9999) {
      throw new IllegalArgumentException();
    }
    return time;
  }

  private static String date(String text) {
    return fourDigits(LocalDate.parse(text).toString());
  }

  /** With T or a space, with seconds or without. */
  private static String minute(String text) {
    LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
    return fourDigits(time.truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' '));
  }

  private static String fourDigits(String time) {
    if (!Character.isDigit(time.charAt(0))) {
      throw new IllegalArgumentException();
    }
    return time;
  }

  /** Java alone would read {@code 1-1-1-1-1}. */
  private static UUID uuid(String text) {
    if (text.length() != 36 || !UUID_FORM.matcher(text).matches()) {
      throw new IllegalArgumentException();
    }
    return java.util.UUID.fromString(text);
  }
}
