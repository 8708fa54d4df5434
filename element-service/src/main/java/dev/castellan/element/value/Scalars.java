package dev.castellan.element.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.web.json.ObjectRef;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One value, from what a client sends to what is kept. Null and empty text mean no value. */
final class Scalars {

  private static final int LONGEST = 1_000_000;
  private static final int LONGEST_INDEXED = 500;
  private static final int LONGEST_NUMBER = 40;
  private static final BigDecimal LARGEST_MONEY = new BigDecimal("1E15");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern FRENCH_DATE = Pattern.compile("(\\d{2})/(\\d{2})/(\\d{4})");
  private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?");
  private static final Pattern COLOR = Pattern.compile("#(\\p{XDigit}{3}|\\p{XDigit}{6})");
  private static final Pattern USER = Pattern.compile("\\d{1,18}");

  private static final Pattern DAY = Pattern.compile("(?!0000)\\d{4}-\\d{2}-\\d{2}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static final ObjectMapper STRICT_JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final XMLInputFactory XML = safeXml();

  private Scalars() {}

  /**
   * @return the value as it is kept; relations and files as the text that names them
   * @throws BadValue when the type does not take it
   */
  static JsonNode parse(Field field, JsonNode input) {
    if (input == null || input.isNull() || input.isTextual() && input.textValue().isEmpty()) {
      return NullNode.getInstance();
    }
    if (field.type() == FieldType.DOCID && input.isObject()) {
      return parse(field, reference(input));
    }
    if (!input.isValueNode()) {
      throw new BadValue("must be a single value");
    }
    String text = wellFormed(input.asText(), field.indexed() ? LONGEST_INDEXED : LONGEST);
    return switch (field.type()) {
      case TEXT -> text(text.replace("\r\n", " ").replace('\r', ' ').replace('\n', ' '));
      case LONGTEXT, PASSWORD -> text(text.replace("\r\n", "\n").replace('\r', '\n'));
      case ENUM -> text(text.strip());
      case HTMLTEXT -> text(Html.clean(text));
      case INT -> integer(text);
      case DOUBLE -> DecimalNode.valueOf(BigDecimal.valueOf(finite(number(text))));
      case MONEY -> money(text);
      case DATE -> text(date(text.strip()).format(DATE));
      case TIME -> time(text.strip());
      case TIMESTAMP -> timestamp(text.strip());
      case COLOR -> matching(COLOR, text.strip(), "must be a color such as #1a2b3c");
      case ACCOUNT -> matching(USER, text.strip(), "must be the number of a user");
      case JSON -> json(input, text);
      case XML -> xml(text);
      case DOCID, FILE, IMAGE -> text(text.strip());
      case FRAME, TAB, ARRAY -> throw new BadValue("has no value of its own");
    };
  }

  /** Of the object that a relation is to lead to: its id, or else its logical name. */
  private static JsonNode reference(JsonNode object) {
    try {
      ObjectRef ref = ObjectRef.of(object);
      return TextNode.valueOf(ref.id() == null ? ref.name() : ref.id().toString());
    } catch (IllegalArgumentException e) {
      throw new BadValue(e.getMessage());
    }
  }

  private static JsonNode text(String text) {
    return text.isEmpty() ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  /** PostgreSQL keeps no NUL, and UTF-8 has no lone surrogate. */
  private static String wellFormed(String text, int longest) {
    if (text.length() > longest) {
      throw new BadValue("must have at most " + longest + " characters");
    }
    if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new BadValue("must be well-formed text");
    }
    return text;
  }

  private static JsonNode integer(String text) {
    try {
      return IntNode.valueOf(number(text).intValueExact());
    } catch (ArithmeticException e) {
      throw new BadValue("must be a whole number of 32 bits");
    }
  }

  private static BigDecimal number(String text) {
    String number = text.strip();
    if (number.length() > LONGEST_NUMBER || !NUMBER.matcher(number).matches()) {
      throw new BadValue("must be a number");
    }
    return new BigDecimal(number.replace(',', '.'));
  }

  private static double finite(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new BadValue("is too large");
    }
    return value;
  }

  private static JsonNode money(String text) {
    BigDecimal amount = number(text);
    if (amount.abs().compareTo(LARGEST_MONEY) >= 0) {
      throw new BadValue("is too large");
    }
    return DecimalNode.valueOf(amount.setScale(2, RoundingMode.HALF_UP));
  }

  private static LocalDate date(String text) {
    String day = FRENCH_DATE.matcher(text).replaceFirst("$3-$2-$1");
    try {
      if (DAY.matcher(day).matches()) {
        return LocalDate.parse(day, DATE);
      }
    } catch (DateTimeException e) {
      // Reported below with what has another form.
    }
    throw new BadValue("must be a date such as 2026-01-31");
  }

  private static JsonNode time(String text) {
    try {
      if (TIME.matcher(text).matches()) {
        return TextNode.valueOf(
            LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text)
                .format(DateTimeFormatter.ofPattern(text.length() > 5 ? "HH:mm:ss" : "HH:mm")));
      }
    } catch (DateTimeException e) {
      // Reported below with what has another form.
    }
    throw new BadValue("must be a time such as 17:05");
  }

  private static JsonNode timestamp(String text) {
    int gap = Math.max(text.indexOf('T'), text.indexOf(' '));
    String day = gap < 0 ? text : text.substring(0, gap);
    String time = gap < 0 ? "00:00" : text.substring(gap + 1).replaceFirst("(\\.\\d+)?Z?$", "");
    LocalTime moment = LocalTime.parse(time(time).textValue());
    return TextNode.valueOf(LocalDateTime.of(date(day), moment).format(MOMENT));
  }

  private static JsonNode matching(Pattern form, String text, String message) {
    if (!form.matcher(text).matches()) {
      throw new BadValue(message);
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode json(JsonNode input, String text) {
    if (!input.isTextual()) {
      return TextNode.valueOf(text);
    }
    try {
      STRICT_JSON.readTree(text);
      return TextNode.valueOf(text);
    } catch (JsonProcessingException e) {
      throw new BadValue("must be JSON");
    }
  }

  private static JsonNode xml(String text) {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(text));
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.DTD) {
          throw new BadValue("must be XML without a document type");
        }
      }
      return TextNode.valueOf(text);
    } catch (XMLStreamException e) {
      throw new BadValue("must be well-formed XML");
    }
  }

  private static XMLInputFactory safeXml() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing is fetched");
        });
    return factory;
  }
}
