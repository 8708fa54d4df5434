package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Ref;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.web.request.WellFormed;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a value of what a client sent for a property, in the one form that is stored. */
final class ValueForm {

  /** An index entry holds 2 704 bytes. */
  static final int LONGEST_TEXT_BYTES = 2_500;

  static final int LONGEST_TEXTBOX = 100_000;
  static final int LONGEST_SECRET = 1_000;

  private static final int DIGITS = 8;
  private static final int LONGEST_NUMBER = 64;

  /** Of a number that is sent for anything; 1e999999999 would be a gigabyte of digits. */
  private static final int MOST_DIGITS = 100;

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T"
              + " ](\\d{2}:\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})?");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private ValueForm() {}

  /**
   * @param raw null, text, {@link BigDecimal}, boolean, map or list
   * @return null when it means that nothing is set
   * @throws IllegalArgumentException saying what is expected instead
   */
  static Object parse(Schema schema, ObjectType type, Property property, Object raw) {
    boolean empty = raw == null || raw.equals("") && !property.type().text();
    if (empty) {
      return null;
    }
    if (raw instanceof BigDecimal number
        && (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS)) {
      throw new IllegalArgumentException("must not be a number of that many digits");
    }
    Object value =
        switch (property.type()) {
          case TEXT, TEXTBOX, HASHED, RECOVERABLE -> text(property, raw);
          case NUMBER -> number(raw);
          case OBJECT -> Ref.uuid(pointer(raw)).toString();
          case CHOICE -> choice(schema, property, pointer(raw));
          case CHECKBOX -> truth(raw);
          case DATE -> date(raw);
          case DATE_TIME -> dateTime(raw);
        };
    if (value instanceof String text && property.type().text() && !type.matches(property, text)) {
      throw new IllegalArgumentException("must match " + property.regex());
    }
    return value;
  }

  private static String text(Property property, Object raw) {
    if (raw instanceof Map || raw instanceof Iterable) {
      throw new IllegalArgumentException("must be a text");
    }
    String text = ObjectData.text(raw);
    if (!WellFormed.Check.of(text)) {
      throw new IllegalArgumentException("must be well-formed text");
    }
    switch (property.type()) {
      case TEXT -> {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT_BYTES) {
          throw tooLong(LONGEST_TEXT_BYTES, "bytes in UTF-8");
        }
      }
      case TEXTBOX -> {
        if (text.length() > LONGEST_TEXTBOX) {
          throw tooLong(LONGEST_TEXTBOX, "characters");
        }
      }
      default -> {
        if (text.length() > LONGEST_SECRET) {
          throw tooLong(LONGEST_SECRET, "characters");
        }
      }
    }
    return text;
  }

  private static IllegalArgumentException tooLong(int most, String of) {
    return new IllegalArgumentException("must have at most " + most + " " + of);
  }

  private static BigDecimal number(Object raw) {
    BigDecimal number;
    try {
      String text = raw instanceof String given ? given.strip() : null;
      if (text != null && text.length() > LONGEST_NUMBER) {
        throw new NumberFormatException();
      }
      number = (text == null ? (BigDecimal) raw : new BigDecimal(text)).stripTrailingZeros();
    } catch (NumberFormatException | ClassCastException e) {
      throw new IllegalArgumentException("must be a number", e);
    }
    // Long: the exponent of a text may be near the limits of int.
    if (number.scale() > DIGITS || (long) number.precision() - number.scale() > DIGITS) {
      throw new IllegalArgumentException("must have at most 8 digits and 8 decimals");
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private static String pointer(Object raw) {
    Object id = raw instanceof Map<?, ?> object ? object.get("id") : raw;
    if (id instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("must be a UUID");
  }

  private static String choice(Schema schema, Property property, String idOrName) {
    return schema
        .valuemap(property.typeValuemap())
        .entry(idOrName)
        .map(ValueMap.Entry::id)
        .orElseThrow(() -> new IllegalArgumentException("must be a value of the value map"))
        .toString();
  }

  private static Boolean truth(Object raw) {
    return switch (ObjectData.text(raw)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private static String date(Object raw) {
    if (raw instanceof String text && DATE.matcher(text).matches()) {
      try {
        return LocalDate.parse(text).toString();
      } catch (DateTimeException e) {
        // As wrong as another form.
      }
    }
    throw new IllegalArgumentException("must be a date of the form YYYY-MM-DD");
  }

  private static String dateTime(Object raw) {
    Matcher form = DATE_TIME.matcher(raw instanceof String text ? text : "");
    if (form.matches()) {
      try {
        LocalDateTime time = LocalDateTime.parse(form.group(1) + "T" + form.group(2));
        return MINUTE.format(form.group(3) == null ? time : utc(time, form.group(3)));
      } catch (DateTimeException e) {
        // As wrong as another form.
      }
    }
    throw new IllegalArgumentException("must be a time of the form YYYY-MM-DD HH:MM");
  }

  private static LocalDateTime utc(LocalDateTime time, String offset) {
    return OffsetDateTime.of(time, ZoneOffset.of(offset))
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toLocalDateTime();
  }
}
