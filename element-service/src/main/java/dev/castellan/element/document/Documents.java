package dev.castellan.element.document;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.StructureView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes documents of rows. */
public final class Documents {

  private Documents() {}

  /**
   * An element by itself: what is asked for and not there is an error.
   *
   * @param targets what its relations show, by initid
   */
  public static Document alone(
      ElementRow row, Selection selection, Viewer viewer, Map<Long, Target> targets) {
    Map<String, Object> attributes = null;
    if (!row.structure() && selection.anyAttributes()) {
      attributes = new Attributes(row, viewer, targets).of(selection.fields(viewer.view(row)));
    }
    return document(row, selection, viewer, attributes);
  }

  /** One of many, of whose fields some have not all. */
  static Document listed(
      ElementRow row, Selection selection, Viewer viewer, Map<Long, Target> targets) {
    if (!selection.anyAttributes()) {
      return document(row, selection, viewer, null);
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    StructureView view = viewer.view(row);
    Attributes attributes = row.structure() ? null : new Attributes(row, viewer, targets);
    if (selection.allAttributes() && attributes != null) {
      for (Field field : view.readable()) {
        if (field.valued()) {
          shown.put(field.id(), attributes.of(field));
        }
      }
    }
    for (String id : selection.attributes()) {
      Optional<Field> field = row.structure() ? Optional.empty() : view.readable(id);
      shown.put(
          id,
          field
              .filter(Field::valued)
              .map(each -> attributes.of(each))
              .orElseGet(Attributes::empty));
    }
    return document(row, selection, viewer, shown);
  }

  private static Document document(
      ElementRow row, Selection selection, Viewer viewer, Map<String, Object> attributes) {
    return new Document(
        Properties.of(row, viewer, selection.properties()), attributes, Uris.of(row));
  }
}
