package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/**
 * A property of an object type, as it is stored and as clients see it.
 *
 * @param typeObjtype type of the objects that values of type 3 point to, else null
 * @param typeValuemap where values of type 4 are taken from, else null
 * @param required whether every object needs a value that is not empty
 * @param frmReadonly whether forms show it without letting it be edited
 * @param frmVisible whether forms show it
 * @param tblVisible whether tables show it
 * @param tblOrderable whether tables can be ordered by it; it then has an index
 * @param position place among the properties of its type; equal ones are ordered by name
 * @param regex pattern (RE2) that texts must match as a whole, else null
 * @param unique whether no two objects of the type may have the same value
 * @param key its key in the stored values of an object: the id as text, whatever is given
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Property(
    UUID id,
    String name,
    ValueType type,
    UUID typeObjtype,
    UUID typeValuemap,
    boolean required,
    boolean frmReadonly,
    boolean frmVisible,
    boolean tblVisible,
    boolean tblOrderable,
    int position,
    String regex,
    boolean unique,
    @JsonIgnore String key) {

  /** Asked for with every value of every object that is read, and found there by its identity. */
  public Property {
    key = id == null ? null : id.toString().intern();
  }

  /** What deletes an object looks for those that point to it, so pointers are indexed too. */
  public boolean indexed() {
    return (tblOrderable && type != ValueType.TEXTBOX || type == ValueType.OBJECT)
        && !type.secret();
  }
}
