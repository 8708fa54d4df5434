package dev.castellan.element.xml;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureView;
import java.util.LinkedHashMap;
import java.util.Map;

/** A structure as XML: one element per field, within that of its frame, tab or array. */
final class StructureXml {

  private final StructureView view;
  private final Language language;
  private final XmlText xml = new XmlText();

  StructureXml(StructureView view, Language language) {
    this.view = view;
    this.language = language;
  }

  String write() {
    Structure structure = view.structure();
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("name", structure.name());
    attributes.put("title", structure.title());
    attributes.put("extends", structure.parent() == null ? null : structure.parent().name());
    return xml.element("structure", attributes, () -> inside(null)).toString();
  }

  private void inside(Field around) {
    for (Field field : view.readable()) {
      if (view.structure().around(field) == around) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("id", field.id());
        attributes.put("label", field.label(language));
        attributes.put("type", field.type().word());
        attributes.put("multiple", Boolean.toString(field.multiple()));
        xml.element("field", attributes, () -> inside(field));
      }
    }
  }
}
