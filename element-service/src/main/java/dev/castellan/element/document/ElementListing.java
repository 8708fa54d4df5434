package dev.castellan.element.document;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.StructureView;
import dev.castellan.web.list.ListField;
import dev.castellan.web.list.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What lists of elements can be ordered and filtered by. */
public final class ElementListing {

  private static final List<ListField> PROPERTIES =
      List.of(
          integer("id", "e.id"),
          integer("initid", "e.initid"),
          text("title", "e.title"),
          text("name", "e.name").orNull(),
          integer("revision", "e.revision"),
          integer("locked", "e.locked"),
          integer("owner", "e.owner"),
          integer("fromid", "e.structure_id").orNull(),
          time("cdate", "e.created_at"),
          time("mdate", "e.updated_at"));

  static final Set<String> ORDERED_PROPERTIES =
      PROPERTIES.stream().map(ListField::name).collect(Collectors.toUnmodifiableSet());

  private static final Listing OF_ANY = listing(PROPERTIES);

  private ElementListing() {}

  /**
   * @param view of the structure whose elements are listed; null when they are of several
   */
  static Listing of(StructureView view) {
    return view == null ? OF_ANY : listing(fields(view));
  }

  private static Listing listing(List<ListField> fields) {
    return Listing.of(
        Set.of(), ElementReader.HEAD_ALONE, "element e", "id", fields.toArray(ListField[]::new));
  }

  /** Properties, and fields that the viewer may read. */
  static List<ListField> fields(StructureView view) {
    List<ListField> fields = new ArrayList<>(PROPERTIES);
    for (Field field : view.readable()) {
      if (filtered(field, view)) {
        ListField listed = listed(field);
        fields.add(ordered(field, view) ? listed : listed.unsorted());
      }
    }
    return fields;
  }

  private static ListField listed(Field field) {
    ListField listed = ListField.of(field.id(), expression(field), type(field));
    return field.indexed() ? listed.orNullApart() : listed.orNull();
  }

  /** Whether lists know a property of that name, which no field may have then. */
  public static boolean isProperty(String name) {
    return ORDERED_PROPERTIES.contains(name);
  }

  /** Whether lists can be ordered by it: one short value per element. */
  static boolean ordered(Field field, StructureView view) {
    return field.type().ordered() && view.structure().depth(field) == 0;
  }

  private static boolean filtered(Field field, StructureView view) {
    return field.valued()
        && !field.type().file()
        && field.type() != FieldType.PASSWORD
        && view.structure().depth(field) == 0
        && !ORDERED_PROPERTIES.contains(field.id());
  }

  /** What an index over the field is made of, too. */
  public static String expression(Field field) {
    String text = "(e.fields->>'" + field.key() + "')";
    return switch (field.type()) {
      case INT -> text + "::bigint";
      case DOUBLE, MONEY -> text + "::numeric";
      default -> text;
    };
  }

  private static dev.castellan.web.list.FieldType type(Field field) {
    return switch (field.type()) {
      case INT -> dev.castellan.web.list.FieldType.INTEGER;
      case DOUBLE, MONEY -> dev.castellan.web.list.FieldType.NUMBER;
      default -> dev.castellan.web.list.FieldType.TEXT;
    };
  }
}
