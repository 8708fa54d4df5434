package dev.castellan.element.structure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code family.structure}: a structure as clients build forms of it, without what is hidden. */
public final class FamilyStructure {

  private static final String ENUMERATES = "/api/v2/smart-structures/%s/enumerates/%s";

  private final StructureView view;
  private final Language language;
  private int order;

  private FamilyStructure(StructureView view, Language language) {
    this.view = view;
    this.language = language;
  }

  /** Top fields by id, each with those inside it. */
  public static Map<String, Object> of(StructureView view, Language language) {
    return new FamilyStructure(view, language).inside(null);
  }

  private Map<String, Object> inside(Field around) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (Field field : view.readable()) {
      if (view.structure().around(field) == around) {
        content.put(field.id(), describe(field));
      }
    }
    return content;
  }

  private Map<String, Object> describe(Field field) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", field.id());
    shown.put("label", field.label(language));
    shown.put("type", field.type().word());
    shown.put("logicalOrder", order++);
    shown.put("multiple", field.multiple());
    shown.put("options", field.format() == null ? Map.of() : Map.of("format", field.format()));
    shown.put("visibility", visibility(field));
    if (!field.valued()) {
      shown.put("content", inside(field));
      return shown;
    }
    shown.put("needed", field.needed());
    if (field.target() != null) {
      shown.put("target", field.target());
    }
    if (field.type() == FieldType.ENUM) {
      shown.put("enumItems", items(field));
      shown.put("enumUrl", ENUMERATES.formatted(view.structure().name(), field.id()));
    }
    if (field.initial() != null) {
      shown.put("defaultValue", field.initial());
    }
    return shown;
  }

  /** Its own letter, else the one that follows from what the viewer may do with it. */
  private String visibility(Field field) {
    if (field.visibility() != null && !field.visibility().equals("I")) {
      return field.visibility();
    }
    return view.access(field).writes() ? "W" : "R";
  }

  private List<Map<String, String>> items(Field field) {
    return field.items().stream()
        .map(each -> Map.of("key", each.key(), "label", each.label(language)))
        .toList();
  }
}
