package dev.castellan.element.xml;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.StructureView;
import java.util.LinkedHashMap;
import java.util.Map;

/** XML schema of the elements of a structure, without the fields that the viewer may not read. */
final class XmlSchema {

  private final StructureView view;
  private final XmlText xml = new XmlText();

  XmlSchema(StructureView view) {
    this.view = view;
  }

  String write() {
    return xml.element(
            "xs:schema",
            Map.of("xmlns:xs", "http://www.w3.org/2001/XMLSchema"),
            () -> {
              xml.element("xs:element", Map.of("name", XmlDocument.root(view)), this::root);
              texts("relation", "name");
              texts("file", "mime", "title", "href");
            })
        .toString();
  }

  private void root() {
    xml.element(
        "xs:complexType",
        Map.of(),
        () -> {
          sequence(null);
          attribute("name", "xs:string", false);
          attribute("title", "xs:string", true);
          attribute("revision", "xs:int", true);
          attribute("modification-date", "xs:dateTime", true);
          attribute("version", "xs:string", false);
          attribute("state", "xs:string", false);
        });
  }

  private void sequence(Field around) {
    xml.element(
        "xs:sequence",
        Map.of(),
        () -> {
          for (Field field : view.readable()) {
            if (view.structure().around(field) == around) {
              field(field);
            }
          }
        });
  }

  private void field(Field field) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", field.id());
    if (field.valued()) {
      attributes.put("type", type(field.type()));
      attributes.put("nillable", "true");
      attributes.put("maxOccurs", field.multiple() ? "unbounded" : "1");
      xml.leaf("xs:element", attributes, null);
    } else {
      boolean array = field.type() == FieldType.ARRAY;
      attributes.put("minOccurs", array ? "0" : "1");
      attributes.put("maxOccurs", array ? "unbounded" : "1");
      xml.element(
          "xs:element",
          attributes,
          () -> xml.element("xs:complexType", Map.of(), () -> sequence(field)));
    }
  }

  private static String type(FieldType type) {
    return switch (type) {
      case INT -> "xs:int";
      case DOUBLE -> "xs:double";
      case MONEY -> "xs:decimal";
      case DATE -> "xs:date";
      case TIME -> "xs:time";
      case TIMESTAMP -> "xs:dateTime";
      case DOCID -> "relation";
      case FILE, IMAGE -> "file";
      default -> "xs:string";
    };
  }

  /** A type of text with attributes. */
  private void texts(String name, String... attributes) {
    xml.element(
        "xs:complexType",
        Map.of("name", name),
        () ->
            xml.element(
                "xs:simpleContent",
                Map.of(),
                () ->
                    xml.element(
                        "xs:extension",
                        Map.of("base", "xs:string"),
                        () -> {
                          for (String each : attributes) {
                            attribute(each, "xs:string", false);
                          }
                        })));
  }

  private void attribute(String name, String type, boolean required) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", name);
    attributes.put("type", type);
    attributes.put("use", required ? "required" : "optional");
    xml.leaf("xs:attribute", attributes, null);
  }
}
