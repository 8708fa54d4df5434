package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.ValueType;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.Sql;
import dev.castellan.web.request.WellFormed;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds objects by what is seen of them: texts, numbers and times, names of the values of maps, and
 * the leading texts of objects that they point to. Secrets, ids and what is left of properties that
 * are gone are not looked at.
 */
final class Search {

  private static final int LONGEST = 200;

  private static final String FOUND =
      """
      exists (select 1 from jsonb_each_text(o.data) v
        where v.key = any (?::text[]) and v.value ilike ? escape '\\'
           or v.key = any (?::text[]) and v.value = any (?::text[])
           or exists (select 1 from object t, jsonb_each_text(t.data) w
                where t.id = case when v.key = any (?::text[]) then v.value::uuid end
                  and w.key = any (?::text[]) and w.value ilike ? escape '\\'))
      """;

  private Search() {}

  /**
   * @param types of the objects that are searched
   * @param readable types whose objects the caller may read
   * @param text that something of an object must contain, whatever its case; null for all objects
   * @throws ServiceException 400 when it is too long or no text
   */
  static Sql containing(
      Schema schema, List<ObjectType> types, Collection<ObjectType> readable, String text) {
    if (text == null || text.isBlank()) {
      return Sql.ALL;
    }
    if (text.length() > LONGEST || !WellFormed.Check.of(text)) {
      throw ServiceException.badParameter(
          "search", "must be well-formed and have at most " + LONGEST + " characters");
    }
    String pattern = "%" + text.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    Stream<String> choices =
        properties(types, ValueType.CHOICE)
            .map(Property::typeValuemap)
            .distinct()
            .flatMap(map -> Optional.ofNullable(schema.valuemaps().get(map)).stream())
            .flatMap(map -> map.value().stream())
            .filter(each -> lower(each.name()).contains(lower(text)))
            .map(each -> each.id().toString());
    Stream<Property> targets =
        readable.stream().flatMap(each -> each.leading().stream()).filter(Search::plain);
    return Sql.of(
        FOUND,
        keys(types.stream().flatMap(each -> each.properties().stream()).filter(Search::plain)),
        pattern,
        keys(properties(types, ValueType.CHOICE)),
        array(choices),
        keys(properties(types, ValueType.OBJECT)),
        keys(targets),
        pattern);
  }

  private static Stream<Property> properties(List<ObjectType> types, ValueType type) {
    return types.stream()
        .flatMap(each -> each.properties().stream())
        .filter(each -> each.type() == type);
  }

  private static boolean plain(Property property) {
    return switch (property.type()) {
      case TEXT, TEXTBOX, NUMBER, DATE, DATE_TIME -> true;
      case OBJECT, CHOICE, CHECKBOX, HASHED, RECOVERABLE -> false;
    };
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String keys(Stream<Property> properties) {
    return array(properties.map(Property::key));
  }

  /** In one order: a cursor is good for the same statement only. */
  private static String array(Stream<String> ids) {
    return ids.sorted().collect(Collectors.joining(",", "{", "}"));
  }
}
