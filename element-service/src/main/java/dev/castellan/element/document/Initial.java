package dev.castellan.element.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.value.BadValue;
import dev.castellan.element.value.ValueReader;

/** Values with which elements begin. */
public final class Initial {

  private Initial() {}

  /**
   * The initial value of a field, as an element keeps it.
   *
   * @throws BadValue when the field does not take its own default
   */
  public static JsonNode read(Structure structure, Field field) {
    return ValueReader.read(field, structure.depth(field), field.initial());
  }
}
