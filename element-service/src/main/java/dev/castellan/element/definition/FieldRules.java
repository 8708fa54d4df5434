package dev.castellan.element.definition;

import dev.castellan.element.document.ElementListing;
import dev.castellan.element.document.Initial;
import dev.castellan.element.structure.EnumItem;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.value.BadValue;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.template.Placeholders;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What must hold for each field of a structure by itself. */
final class FieldRules {

  private static final Pattern VISIBILITY = Pattern.compile("[WRSOHUI]");
  private static final int MOST_ITEMS = 2_000;
  private static final int LONGEST = 500;

  private final Structure structure;
  private final Field field;
  private final String place;
  private final List<FieldError> errors;

  /**
   * @param place of the field in the request, {@code fields[2]}
   * @param errors takes what is wrong
   */
  FieldRules(Structure structure, Field field, String place, List<FieldError> errors) {
    this.structure = structure;
    this.field = field;
    this.place = place;
    this.errors = errors;
  }

  void check() {
    checkPlace();
    demand(field.valued() || !field.multiple(), "multiple", "is for fields with values");
    boolean single = field.valued() && structure.depth(field) == 0;
    demand(
        !field.title() || single && field.type().titles(),
        "title",
        "is for single values that fit on a line");
    demand(
        !field.indexed() || single && field.type().ordered(),
        "indexed",
        "is for single values that have an order");
    demand(
        !ElementListing.isProperty(field.id()), "id", "is the name of a property of every element");
    checkEnumeration();
    demand(field.target() == null || field.type() == FieldType.DOCID, "target", "is for relations");
    demand(
        field.visibility() == null || VISIBILITY.matcher(field.visibility()).matches(),
        "visibility",
        "must be W, R, S, O, H, U or I");
    demand(
        field.format() == null
            || field.format().length() <= LONGEST && field.format().contains("%s"),
        "format",
        "must have %s where the number stands");
    demand(
        field.access().keySet().stream().noneMatch(String::isBlank),
        "access",
        "must name profiles");
    checkCompute(single);
    checkInitial();
  }

  private void checkPlace() {
    Set<String> seen = new HashSet<>();
    for (Field each = field; each.parent() != null; each = structure.around(each)) {
      Field around = structure.around(each);
      if (around == null || around.valued() || !seen.add(each.id())) {
        demand(false, "parent", "must be a frame, tab or array of this structure");
        return;
      }
    }
    Field around = structure.around(field);
    demand(
        around == null || around.type() != FieldType.ARRAY || field.valued(),
        "parent",
        "is an array, which holds only fields with values");
  }

  private void checkEnumeration() {
    List<EnumItem> items = field.items();
    demand(items.isEmpty() || field.type() == FieldType.ENUM, "enum", "is for enumerations");
    demand(items.size() <= MOST_ITEMS, "enum", "has more than " + MOST_ITEMS + " items");
    Set<String> keys = new HashSet<>();
    for (EnumItem item : items) {
      demand(
          item != null && item.key() != null && !item.key().isBlank() && keys.add(item.key()),
          "enum",
          "must have keys, each once");
    }
  }

  private void checkCompute(boolean single) {
    if (field.compute() == null) {
      return;
    }
    demand(
        single && field.type() == FieldType.TEXT && field.compute().length() <= LONGEST,
        "compute",
        "is for single short texts");
    for (String source : Placeholders.references(field.compute())) {
      demand(
          isSource(structure, source),
          "compute",
          "uses " + source + ", which has no single value of its own");
    }
  }

  /** Whether a computed field can be made of it. */
  static boolean isSource(Structure structure, String id) {
    return structure
        .field(id)
        .filter(
            from ->
                from.valued()
                    && structure.depth(from) == 0
                    && from.compute() == null
                    && !from.type().file())
        .isPresent();
  }

  private void checkInitial() {
    if (field.initial() == null) {
      return;
    }
    demand(
        field.valued() && field.compute() == null && !field.type().file(),
        "default",
        "is for fields that can be written");
    try {
      if (field.valued()) {
        Initial.read(structure, field);
      }
    } catch (BadValue e) {
      demand(false, "default", e.getMessage());
    }
  }

  private void demand(boolean fulfilled, String member, String message) {
    if (!fulfilled) {
      errors.add(new FieldError(place + "." + member, message));
    }
  }
}
