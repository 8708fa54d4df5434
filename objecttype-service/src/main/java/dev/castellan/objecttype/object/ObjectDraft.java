package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Property;
import dev.castellan.objecttype.schema.Ref;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What is to become of an object, read with the type at one version.
 *
 * @param values by key of the property, as they are stored; null where a value is taken away
 * @param secrets in clear, by property
 * @param relations the full list; null when they stay as they are
 */
record ObjectDraft(
    ObjectType type,
    Map<String, Object> values,
    Map<Property, String> secrets,
    Set<UUID> relations) {

  static final String MASK = "•••••";

  private static final int MOST_RELATIONS = 10_000;

  /** A line of a bulk request is answered with all that is wrong with it, so this has an end. */
  private static final int MOST_ERRORS = 50;

  private static final int LONGEST_QUOTE = 64;

  /** What lists show and no property can be called; so that what was read can be sent back. */
  private static final Set<String> SHOWN = Set.of("id", "objtype", "objtype_name");

  /**
   * @param complete whether all required values must be there, as for a new object
   * @throws ServiceException 422 naming every broken field
   */
  static ObjectDraft of(Schema schema, ObjectType type, ObjectRequest request, boolean complete) {
    return new Reading(schema, type).read(request, complete);
  }

  private static final class Reading {

    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<Property, String> secrets = new LinkedHashMap<>();
    private final Schema schema;
    private final ObjectType type;

    Reading(Schema schema, ObjectType type) {
      this.schema = schema;
      this.type = type;
    }

    ObjectDraft read(ObjectRequest request, boolean complete) {
      Map<String, Object> members = new LinkedHashMap<>(request.members());
      Object relations = members.remove("relations");
      members.keySet().removeAll(SHOWN);
      members.forEach(this::member);
      for (Property each : complete ? type.properties() : List.<Property>of()) {
        if (each.required() && values.get(each.key()) == null && !secrets.containsKey(each)) {
          missing(each);
        }
      }
      Set<UUID> related = relations == null ? null : ids(relations);
      if (!errors.isEmpty()) {
        throw ServiceException.invalid(errors.stream().limit(MOST_ERRORS).toList());
      }
      return new ObjectDraft(type, values, secrets, related);
    }

    private void member(String key, Object raw) {
      Property property = type.property(key).orElse(null);
      if (property == null) {
        String quote = key.length() > LONGEST_QUOTE ? key.substring(0, LONGEST_QUOTE) + "…" : key;
        errors.add(new FieldError(quote, "is no property of the object type"));
        return;
      }
      try {
        value(property, ValueForm.parse(schema, type, property, raw));
      } catch (IllegalArgumentException e) {
        errors.add(new FieldError(property.name(), e.getMessage()));
      }
    }

    private void value(Property property, Object value) {
      if (property.type().secret()) {
        if (value != null && !value.equals(MASK)) {
          secrets.put(property, (String) value);
        }
      } else if (property.required() && (value == null || value.toString().isBlank())) {
        missing(property);
      } else {
        values.put(property.key(), value);
      }
    }

    /** Once, even if a required value is also sent empty. */
    private void missing(Property property) {
      FieldError error = new FieldError(property.name(), "must not be empty");
      if (!errors.contains(error)) {
        errors.add(error);
      }
    }

    private Set<UUID> ids(Object relations) {
      Set<UUID> ids = new LinkedHashSet<>();
      if (!(relations instanceof List<?> list) || list.size() > MOST_RELATIONS) {
        errors.add(
            new FieldError("relations", "must be an array of at most " + MOST_RELATIONS + " ids"));
        return ids;
      }
      for (Object each : list) {
        Object id = each instanceof Map<?, ?> object ? object.get("id") : each;
        try {
          ids.add(Ref.uuid(String.valueOf(id)));
        } catch (IllegalArgumentException e) {
          errors.add(new FieldError("relations", "must hold UUIDs of objects"));
        }
      }
      return ids;
    }
  }
}
