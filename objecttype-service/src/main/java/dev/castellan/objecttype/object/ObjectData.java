package dev.castellan.objecttype.object;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of an object as they are stored: JSON with the id of the property as key and a text,
 * an exact number or a boolean. What is not set is not there; of a secret there is {@code true}.
 */
final class ObjectData {

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private ObjectData() {}

  static Map<String, Object> read(String json) {
    Map<String, Object> values = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        parser.nextToken();
        values.put(key, value(parser));
      }
      return values;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The same for one of many objects.
   *
   * @param json UTF-8
   */
  static Map<String, Object> read(byte[] json, StoredValues.Keys keys) {
    try (JsonParser parser = JSON.createParser(json)) {
      return StoredValues.read(parser, keys);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UncheckedIOException unreadable(IOException cause) {
    return new UncheckedIOException("values could not be read", cause);
  }

  /** The value that the parser stands at. */
  static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      default -> parser.getText();
    };
  }

  static String write(Map<String, Object> values) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.writeStartObject();
      for (Map.Entry<String, Object> each : values.entrySet()) {
        generator.writeFieldName(each.getKey());
        switch (each.getValue()) {
          case Boolean truth -> generator.writeBoolean(truth);
          case BigDecimal number -> generator.writeNumber(number);
          default -> generator.writeString((String) each.getValue());
        }
      }
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("values could not be written", e);
    }
    return text.toString();
  }

  /** Whether the values, as JSON, take at most so many bytes; written only if it is not clear. */
  static boolean fits(Map<String, Object> values, int bytes) {
    long atMost = 2;
    for (Map.Entry<String, Object> each : values.entrySet()) {
      atMost += each.getKey().length() + 4L;
      // A control character takes six bytes.
      atMost += each.getValue() instanceof String text ? 6L * text.length() + 2 : 32;
    }
    return atMost <= bytes || write(values).getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  /** A value as text, the way PostgreSQL's {@code ->>} makes it. */
  static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
  }
}
