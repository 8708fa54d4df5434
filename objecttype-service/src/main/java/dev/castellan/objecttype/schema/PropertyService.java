package dev.castellan.objecttype.schema;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What can be done to the properties of an object type. */
@ApplicationScoped
class PropertyService {

  private static final String SAVE =
      """
      insert into property (name, type, type_objtype, type_valuemap, required, frm_readonly,
        frm_visible, tbl_visible, tbl_orderable, position, regex, "unique", id, type_id)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set name = excluded.name, type = excluded.type,
        type_objtype = excluded.type_objtype, type_valuemap = excluded.type_valuemap,
        required = excluded.required, frm_readonly = excluded.frm_readonly,
        frm_visible = excluded.frm_visible, tbl_visible = excluded.tbl_visible,
        tbl_orderable = excluded.tbl_orderable, position = excluded.position,
        regex = excluded.regex, "unique" = excluded."unique"
      """;

  private final SchemaChange change;
  private final TypeEditor editor;
  private final UniqueValues uniques;
  private final SchemaConfig config;

  PropertyService(
      SchemaChange change, TypeEditor editor, UniqueValues uniques, SchemaConfig config) {
    this.change = change;
    this.editor = editor;
    this.uniques = uniques;
    this.config = config;
  }

  /**
   * @return id of the new property
   */
  @Transactional
  public UUID create(UUID typeId, PropertyRequest request, Caller caller) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    editor.edit(
        typeId,
        caller,
        TypeView::of,
        (schema, type) -> {
          int last = type.properties().stream().mapToInt(Property::position).max().orElse(0);
          Property property = PropertyRules.apply(schema, id, request, null, last + 1);
          PropertyRoom.check(schema, type, property, config.mostIndexes());
          save(type, property);
          return Set.of();
        });
    return id;
  }

  @Transactional
  public void update(UUID typeId, UUID id, PropertyRequest request, Caller caller) {
    editor.edit(
        typeId,
        caller,
        type -> new PropertyView(type.property(id), type.version()),
        (schema, type) -> {
          Property before = type.property(id);
          Property after = PropertyRules.apply(schema, id, request, before, before.position());
          if (after.equals(before)) {
            return null;
          }
          if (!sameKind(before, after) && hasValues(type, id)) {
            throw new ServiceException(ErrorCode.PROPERTY_HAS_VALUES);
          }
          PropertyRoom.check(schema, type, after, config.mostIndexes());
          save(type, after);
          if (after.unique() && !before.unique()) {
            uniques.collect(type, after);
          } else if (before.unique() && !after.unique()) {
            uniques.forget(id);
          }
          return Set.of();
        });
  }

  /** Its values are out of sight at once, and swept away later. */
  @Transactional
  public void delete(UUID typeId, UUID id, Caller caller) {
    editor.edit(
        typeId,
        caller,
        type -> new PropertyView(type.property(id), type.version()),
        (schema, type) -> {
          Property property = type.property(id);
          editor.remove(type, property, caller);
          return Set.of();
        });
  }

  private void save(ObjectType type, Property property) {
    boolean taken =
        type.property(property.name()).filter(each -> !each.id().equals(property.id())).isPresent();
    if (taken) {
      throw new ServiceException(ErrorCode.PROPERTY_NAME_TAKEN);
    }
    change.execute(
        SAVE,
        property.name(),
        property.type().number(),
        property.typeObjtype(),
        property.typeValuemap(),
        property.required(),
        property.frmReadonly(),
        property.frmVisible(),
        property.tblVisible(),
        property.tblOrderable(),
        property.position(),
        property.regex(),
        property.unique(),
        property.id(),
        type.id());
  }

  private static boolean sameKind(Property one, Property other) {
    return one.type() == other.type()
        && Objects.equals(one.typeObjtype(), other.typeObjtype())
        && Objects.equals(one.typeValuemap(), other.typeValuemap());
  }

  private boolean hasValues(ObjectType type, UUID property) {
    return change.exists(
        "select 1 from object where type_id = ? and jsonb_exists(data, ?) limit 1",
        type.id(),
        property.toString());
  }
}
