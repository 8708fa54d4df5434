package dev.castellan.objecttype.schema;

import com.google.re2j.PatternSyntaxException;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Makes a property of what a client wants and of what was there before. */
final class PropertyRules {

  private static final Set<String> RESERVED = Set.of("id", "relations", "objtype", "objtype_name");

  private static final String UUID_FORM = "\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

  private final List<FieldError> errors = new ArrayList<>();
  private final Schema schema;
  private final PropertyRequest wanted;
  private final Property before;

  private PropertyRules(Schema schema, PropertyRequest wanted, Property before) {
    this.schema = schema;
    this.wanted = wanted;
    this.before = before;
  }

  /**
   * @param before null when the property is new
   * @param position that a new property has unless another one is wanted
   * @throws ServiceException 422 naming every broken field
   */
  static Property apply(
      Schema schema, UUID id, PropertyRequest wanted, Property before, int position) {
    return new PropertyRules(schema, wanted, before).property(id, position);
  }

  private Property property(UUID id, int position) {
    String name = or(wanted.name(), before == null ? null : before.name());
    ValueType type = type();
    checkName(name);
    Property property =
        new Property(
            id,
            name,
            type,
            target(type, ValueType.OBJECT, "type_objtype", wanted.typeObjtype()),
            target(type, ValueType.CHOICE, "type_valuemap", wanted.typeValuemap()),
            or(wanted.required(), before != null && before.required()),
            or(wanted.frmReadonly(), before != null && before.frmReadonly()),
            or(wanted.frmVisible(), before == null || before.frmVisible()),
            or(wanted.tblVisible(), before == null || before.tblVisible()),
            or(wanted.tblOrderable(), before != null && before.tblOrderable()),
            or(wanted.position(), before == null ? position : before.position()),
            regex(type),
            or(wanted.unique(), before != null && before.unique()),
            null);
    check(property);
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
    return property;
  }

  private ValueType type() {
    if (wanted.type() == null && before != null) {
      return before.type();
    }
    ValueType type = wanted.type() == null ? null : ValueType.find(wanted.type()).orElse(null);
    if (type == null) {
      errors.add(new FieldError("type", "must be 1, 2, 3, 4, 5, 6, 8, 9, 11 or 12"));
    }
    return type;
  }

  private void checkName(String name) {
    if (name == null || name.isBlank()) {
      errors.add(new FieldError("name", "must not be empty"));
    } else if (RESERVED.contains(name) || name.matches(UUID_FORM)) {
      errors.add(
          new FieldError("name", "must not be id, relations, objtype, objtype_name or a UUID"));
    }
  }

  /** Id of what a pointer points to; null for properties of other types, whatever was sent. */
  private UUID target(ValueType type, ValueType pointer, String field, Ref ref) {
    if (type != pointer) {
      return null;
    }
    UUID known =
        before == null
            ? null
            : pointer == ValueType.OBJECT ? before.typeObjtype() : before.typeValuemap();
    UUID id = ref == null ? known : ref.id();
    boolean found =
        id != null
            && (pointer == ValueType.OBJECT
                ? schema.types().containsKey(id)
                : schema.valuemaps().containsKey(id));
    if (!found) {
      errors.add(
          new FieldError(
              field,
              pointer == ValueType.OBJECT ? "must be an object type" : "must be a value map"));
    }
    return id;
  }

  private String regex(ValueType type) {
    String regex = or(wanted.regex(), before == null ? null : before.regex());
    if (regex == null || regex.isEmpty()) {
      return null;
    }
    if (type != null && !type.text()) {
      errors.add(new FieldError("regex", "is for properties of type 1 and 6"));
    }
    try {
      Patterns.of(regex);
    } catch (PatternSyntaxException e) {
      errors.add(new FieldError("regex", "is no pattern in RE2 syntax: " + e.getDescription()));
    }
    return regex;
  }

  private void check(Property property) {
    if (property.type() == null) {
      return;
    }
    if (property.unique() && property.type().secret()) {
      errors.add(new FieldError("unique", "is not for passwords"));
    }
    if (property.tblOrderable() && property.type().secret()) {
      errors.add(new FieldError("tbl_orderable", "is not for passwords"));
    }
  }

  private static <T> T or(T wanted, T otherwise) {
    return wanted == null ? otherwise : wanted;
  }
}
