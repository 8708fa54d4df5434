package dev.castellan.element.structure;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A structure as one profile sees it. Whatever is shown of elements, or asked of them, goes through
 * it: a field that the profile may not read is not in it.
 */
public final class StructureView {

  private final Structure structure;
  private final Set<Right> rights;
  private final Map<String, Field> readable = new LinkedHashMap<>();
  private final Map<String, Field> readableByKey = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();

  StructureView(Structure structure, String profile, boolean admin) {
    this.structure = structure;
    this.rights = admin ? EnumSet.allOf(Right.class) : structure.rightsOf(profile);
    for (Field field : structure.fields()) {
      Access mine = admin ? Access.READ_WRITE : structure.accessOf(profile, field);
      access.put(field.id(), mine);
      if (mine.reads()) {
        readable.put(field.id(), field);
        readableByKey.put(field.key(), field);
      }
    }
  }

  public Structure structure() {
    return structure;
  }

  public boolean may(Right right) {
    return rights.contains(right);
  }

  /** Fields that may be read, inherited ones first. */
  public Iterable<Field> readable() {
    return readable.values();
  }

  /** A field that may be read, by its id in any case. */
  public Optional<Field> readable(String fieldId) {
    return Optional.ofNullable(readable.get(fieldId.toLowerCase(Locale.ROOT)));
  }

  /** A field that may be read, by its key. */
  public Optional<Field> readableByKey(String key) {
    return Optional.ofNullable(readableByKey.get(key));
  }

  /** A field whose existence may be known because it can be read or written. */
  public Optional<Field> known(String fieldId) {
    return structure.field(fieldId).filter(each -> access.get(each.id()) != Access.NONE);
  }

  /** Whether a value may be set; what is made by the service itself may not. */
  public boolean writes(Field field) {
    return access.get(field.id()).writes() && field.compute() == null;
  }

  public Access access(Field field) {
    return access.get(field.id());
  }

  /** Keys of relations that may not be read. */
  List<String> hiddenRelations() {
    return structure.fields().stream()
        .filter(each -> each.type() == FieldType.DOCID)
        .map(Field::key)
        .filter(each -> !readableByKey.containsKey(each))
        .toList();
  }
}
