package dev.castellan.element.document;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.StructureView;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the query parameter {@code fields} wants to see.
 *
 * @param properties names of properties
 * @param attributes ids of fields, in small letters; empty for none
 * @param allAttributes whether all fields are wanted
 * @param structure whether the structure is wanted too
 * @param definition whether the whole definition of a structure is wanted, which is admin's to see
 */
public record Selection(
    Set<String> properties,
    Set<String> attributes,
    boolean allAttributes,
    boolean structure,
    boolean definition) {

  private static final int MOST = 500;
  private static final String PROPERTIES = "document.properties";
  private static final String ATTRIBUTES = "document.attributes";

  /** In small letters; the parameters of a list are always shown. */
  private static final Set<String> OTHERS =
      Set.of(
          ATTRIBUTES,
          ATTRIBUTES + ".all",
          "family.structure",
          "family.definition",
          "requestparameters",
          "requestparameters.slice",
          "requestparameters.offset",
          "requestparameters.length",
          "requestparameters.orderby");

  /** Usual properties and all fields. */
  public static final Selection WHOLE =
      new Selection(new LinkedHashSet<>(Properties.USUAL), Set.of(), true, false, false);

  static final Selection USUAL_PROPERTIES =
      new Selection(new LinkedHashSet<>(Properties.USUAL), Set.of(), false, false, false);

  /**
   * @param fields the parameter; null or blank for the usual selection
   * @throws ServiceException 400 for what is unknown, naming it
   */
  public static Selection parse(String fields, Selection usual) {
    if (fields == null || fields.isBlank()) {
      return usual;
    }
    Set<String> properties = new LinkedHashSet<>();
    Set<String> attributes = new LinkedHashSet<>();
    List<String> others = new ArrayList<>();
    for (String each : words(fields)) {
      String word = each.strip();
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.equals(PROPERTIES)) {
        properties.addAll(Properties.USUAL);
      } else if (lower.equals(PROPERTIES + ".all")) {
        Properties.names().forEach(properties::add);
      } else if (lower.startsWith(PROPERTIES + ".")) {
        properties.add(property(word.substring(PROPERTIES.length() + 1)));
      } else if (lower.startsWith(ATTRIBUTES + ".") && !lower.equals(ATTRIBUTES + ".all")) {
        attributes.add(lower.substring(ATTRIBUTES.length() + 1));
      } else if (OTHERS.contains(lower)) {
        others.add(lower);
      } else if (!lower.isEmpty()) {
        throw new ServiceException(
            ErrorCode.ELEMENT_SELECTOR_UNKNOWN, "fields selects nothing by " + Quote.of(word));
      }
    }
    if (properties.isEmpty() && attributes.isEmpty() && others.isEmpty()) {
      throw new ServiceException(
          ErrorCode.ELEMENT_SELECTOR_UNKNOWN, "fields selects nothing that is known");
    }
    return new Selection(
        properties,
        attributes,
        others.contains(ATTRIBUTES) || others.contains(ATTRIBUTES + ".all"),
        others.contains("family.structure"),
        others.contains("family.definition"));
  }

  private static String[] words(String fields) {
    String[] words = fields.split(",", MOST + 1);
    if (words.length > MOST) {
      throw new ServiceException(
          ErrorCode.ELEMENT_SELECTOR_UNKNOWN, "fields must name at most " + MOST);
    }
    return words;
  }

  /** For lists over several structures, which show only the fields that are named. */
  Selection withoutAllAttributes() {
    return new Selection(properties, attributes, false, structure, definition);
  }

  boolean anyAttributes() {
    return allAttributes || !attributes.isEmpty();
  }

  /**
   * The fields that are wanted of an element.
   *
   * @throws ServiceException 400 for one that is unknown to the viewer, or has no value
   */
  List<Field> fields(StructureView view) {
    List<Field> wanted = new ArrayList<>();
    if (allAttributes) {
      view.readable().forEach(each -> addValued(each, wanted));
    }
    for (String id : attributes) {
      Field field = view.readable(id).orElseThrow(() -> unknown(id));
      if (!field.valued()) {
        throw new ServiceException(
            ErrorCode.ELEMENT_FIELD_STRUCTURAL, "The field " + field.id() + " has no value");
      }
      if (!allAttributes) {
        wanted.add(field);
      }
    }
    return wanted;
  }

  private static void addValued(Field field, List<Field> wanted) {
    if (field.valued()) {
      wanted.add(field);
    }
  }

  static ServiceException unknown(String field) {
    return new ServiceException(
        ErrorCode.ELEMENT_FIELD_UNKNOWN, "No such field: " + Quote.of(field));
  }

  private static String property(String name) {
    if (!Properties.exists(name)) {
      throw new ServiceException(
          ErrorCode.ELEMENT_PROPERTY_UNKNOWN, "No such property: " + Quote.of(name));
    }
    return name;
  }
}
