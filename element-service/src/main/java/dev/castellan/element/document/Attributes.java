package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.value.Display;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of one element as clients see them. */
public final class Attributes {

  private final ElementRow row;
  private final Viewer viewer;
  private final Map<Long, Target> targets;
  private final Structure structure;
  private final boolean past;

  /**
   * @param targets what its relations show, by initid
   */
  public Attributes(ElementRow row, Viewer viewer, Map<Long, Target> targets) {
    this(row, viewer, targets, false);
  }

  private Attributes(ElementRow row, Viewer viewer, Map<Long, Target> targets, boolean past) {
    this.row = row;
    this.viewer = viewer;
    this.targets = targets;
    this.structure = viewer.view(row).structure();
    this.past = past;
  }

  /** For values that the element had at another time, whose files it may not have any more. */
  public static Attributes ofPast(ElementRow row, Viewer viewer, Map<Long, Target> targets) {
    return new Attributes(row, viewer, targets, true);
  }

  /** By field id. */
  Map<String, Object> of(Iterable<Field> fields) {
    Map<String, Object> shown = new LinkedHashMap<>();
    fields.forEach(each -> shown.put(each.id(), of(each)));
    return shown;
  }

  /** {@code {"value":…,"displayValue":…}}, or a list of such. */
  Object of(Field field) {
    Object shown = of(field, row.fields().get(field.key()));
    Field array = structure.arrayOf(field);
    return array == null ? shown : padded(field, (List<?>) shown, rows(array));
  }

  /** Columns are shown equally long; how long those are that may not be read counts for nothing. */
  private int rows(Field array) {
    int rows = 0;
    for (Field each : viewer.view(row).readable()) {
      if (structure.around(each) == array) {
        rows = Math.max(rows, row.fields().path(each.key()).size());
      }
    }
    return rows;
  }

  private static List<Object> padded(Field field, List<?> column, int rows) {
    List<Object> padded = new ArrayList<>(column);
    while (padded.size() < rows) {
      padded.add(field.multiple() ? List.of() : empty());
    }
    return padded;
  }

  /** The same for a certain value of the field. */
  public Object of(Field field, JsonNode value) {
    return value(field, structure.depth(field), value, -1);
  }

  /** How a field without a value is shown. */
  static Object empty() {
    return plain(null, null);
  }

  private Object value(Field field, int depth, JsonNode value, int index) {
    if (depth == 0) {
      return value == null || value.isNull() ? empty() : single(field, value, index);
    }
    List<Object> shown = new ArrayList<>();
    if (value != null && value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        shown.add(value(field, depth - 1, value.get(i), index < 0 ? i : index));
      }
    }
    return shown;
  }

  private Object single(Field field, JsonNode value, int index) {
    return switch (field.type()) {
      case DOCID -> relation(field, value);
      case FILE, IMAGE -> file(field, (ObjectNode) value, index);
      case ENUM -> {
        Map<String, Object> shown = shown(field, value);
        shown.put("exists", Display.item(field, value).isPresent());
        yield shown;
      }
      default -> shown(field, value);
    };
  }

  private Map<String, Object> shown(Field field, JsonNode value) {
    return plain(value, Display.of(field, value, viewer.language()));
  }

  private static Map<String, Object> plain(Object value, String display) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("value", value);
    shown.put("displayValue", display);
    return shown;
  }

  private Object relation(Field field, JsonNode value) {
    Target target = targets.get(Long.parseLong(value.asText()));
    if (target == null || !target.visibleTo(viewer)) {
      return plain(value, denied(viewer.language()));
    }
    Structure family = viewer.view(target.ruledBy()).structure();
    Map<String, Object> shown = plain(value, target.title());
    shown.put("familyRelation", field.target());
    shown.put("url", Uris.of(target));
    shown.put("icon", Uris.icon(family));
    shown.put("revision", -1);
    shown.put("initid", target.initid());
    shown.put("fromid", target.structure() ? 0 : target.ruledBy());
    return shown;
  }

  /** What stands for the title of an element that the viewer may not view. */
  public static String denied(Language language) {
    return language.pick("Access denied", "Accès refusé");
  }

  private Object file(Field field, ObjectNode value, int index) {
    String name = value.path("name").asText();
    String mime = value.path("mime").asText();
    String url = past ? null : Files.url(row, field, index, name);
    boolean shown = field.type() == FieldType.IMAGE && url != null;
    Map<String, Object> file = plain(Files.reference(value), name);
    file.put("size", value.path("size").asLong());
    file.put("creationDate", value.path("cdate").asText());
    file.put("fileName", name);
    file.put("url", url);
    file.put("mime", mime);
    file.put("icon", shown ? Files.thumbnail(row, field, index) : null);
    return file;
  }
}
