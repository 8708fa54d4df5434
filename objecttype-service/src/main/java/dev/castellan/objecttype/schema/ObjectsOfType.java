package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;

/** What becomes of the objects of a type that goes away. */
public interface ObjectsOfType {

  /**
   * Ends the relations that objects of other types have to objects of the type; these themselves
   * vanish with their type and are swept away later.
   *
   * @param schema before the type is gone
   */
  void unlink(Schema schema, ObjectType type, Caller caller);
}
