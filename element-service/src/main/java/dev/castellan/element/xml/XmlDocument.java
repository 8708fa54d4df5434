package dev.castellan.element.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.StructureView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An element as XML: the root is named after its structure, fields are elements named after
 * themselves within those of their frames and tabs, an array is one element per row.
 */
public final class XmlDocument {

  private static final Map<String, String> NIL = Map.of("xsi:nil", "true");

  private final StructureView view;
  private final Head head;
  private final ObjectNode fields;
  private final Map<Long, String> names;
  private final XmlText xml = new XmlText();

  /** Attributes of the root. */
  public record Head(
      String name, String title, int revision, String modificationDate, Links links) {}

  /** Where files are fetched. */
  @FunctionalInterface
  public interface Links {

    /**
     * @param index of the value among several, -1 for a single one
     */
    String of(Field field, int index, String fileName);
  }

  private XmlDocument(StructureView view, Head head, ObjectNode fields, Map<Long, String> names) {
    this.view = view;
    this.head = head;
    this.fields = fields;
    this.names = names;
  }

  /**
   * An element, as far as the viewer may read it.
   *
   * @param fields values by field key
   * @param names logical names of what relations lead to, by initid
   */
  public static String element(
      StructureView view, Head head, ObjectNode fields, Map<Long, String> names) {
    return new XmlDocument(view, head, fields, names).write();
  }

  /** A structure: its fields, as far as the viewer may read them. */
  public static String structure(StructureView view, Language language) {
    return new StructureXml(view, language).write();
  }

  /** The schema of {@link #element}, as far as the viewer may read elements. */
  public static String schema(StructureView view) {
    return new XmlSchema(view).write();
  }

  /** Name of the root element. */
  static String root(StructureView view) {
    return view.structure().name().toLowerCase(Locale.ROOT);
  }

  private String write() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    attributes.put("name", head.name());
    attributes.put("title", head.title());
    attributes.put("revision", Integer.toString(head.revision()));
    attributes.put("modification-date", head.modificationDate());
    attributes.put("version", "");
    attributes.put("state", "");
    return xml.element(root(view), attributes, () -> inside(null, -1)).toString();
  }

  /**
   * @param row of the array that is being written; -1 outside of any
   */
  private void inside(Field around, int row) {
    for (Field field : view.readable()) {
      if (view.structure().around(field) == around) {
        write(field, row);
      }
    }
  }

  private void write(Field field, int row) {
    if (field.type() == FieldType.ARRAY) {
      for (int i = 0; i < rows(field); i++) {
        int each = i;
        xml.element(field.id(), Map.of(), () -> inside(field, each));
      }
    } else if (!field.valued()) {
      xml.element(field.id(), Map.of(), () -> inside(field, row));
    } else {
      JsonNode value = fields.get(field.key());
      values(field, row < 0 || value == null ? value : value.get(row), row);
    }
  }

  /** Only of columns that may be read: how long others are is nobody's business. */
  private int rows(Field array) {
    int rows = 0;
    for (Field field : view.readable()) {
      if (view.structure().around(field) == array) {
        rows = Math.max(rows, fields.path(field.key()).size());
      }
    }
    return rows;
  }

  private void values(Field field, JsonNode value, int index) {
    if (value == null || value.isNull() || value.isArray() && value.isEmpty()) {
      xml.leaf(field.id(), NIL, null);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        values(field, value.get(i), index < 0 ? i : index);
      }
    } else {
      value(field, value, index);
    }
  }

  private void value(Field field, JsonNode value, int index) {
    switch (field.type()) {
      case DOCID -> {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("name", names.get(Long.parseLong(value.asText())));
        xml.leaf(field.id(), attributes, value.asText());
      }
      case FILE, IMAGE -> {
        String name = value.path("name").asText();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("mime", value.path("mime").asText());
        attributes.put("title", name);
        attributes.put("href", head.links().of(field, index, name));
        xml.leaf(field.id(), attributes, name);
      }
      case TIME -> xml.leaf(field.id(), Map.of(), seconds(value.asText()));
      case MONEY -> xml.leaf(field.id(), Map.of(), value.decimalValue().toPlainString());
      default -> xml.leaf(field.id(), Map.of(), value.asText());
    }
  }

  private static String seconds(String time) {
    return time.length() == 5 ? time + ":00" : time;
  }
}
