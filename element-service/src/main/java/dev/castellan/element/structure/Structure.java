package dev.castellan.element.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A structure with what it inherits. Immutable. */
public final class Structure {

  /** In rights and access: every profile that is not named. */
  public static final String EVERYBODY = "*";

  private final long id;
  private final String name;
  private final String title;
  private final String icon;
  private final Structure parent;
  private final Definition definition;
  private final List<Field> fields;
  private final Map<String, Field> byId = new LinkedHashMap<>();

  /**
   * What a structure says itself.
   *
   * @param rights by profile name, {@code *} for the others; null to inherit them
   */
  public record Definition(List<Field> fields, Map<String, Set<Right>> rights) {}

  /**
   * @param parent the structure it extends; null for none
   */
  public Structure(
      long id, String name, String title, String icon, Structure parent, Definition definition) {
    this.id = id;
    this.name = name;
    this.title = title;
    this.icon = icon;
    this.parent = parent;
    this.definition = definition;
    List<Field> all = new ArrayList<>(parent == null ? List.of() : parent.fields);
    all.addAll(definition.fields());
    this.fields = List.copyOf(all);
    fields.forEach(each -> byId.put(each.id(), each));
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String title() {
    return title;
  }

  /** File name of its picture; null for none. */
  public String icon() {
    return icon;
  }

  /** The structure it extends; null for none. */
  public Structure parent() {
    return parent;
  }

  /** What it says itself, without what it inherits. */
  public Definition definition() {
    return definition;
  }

  /** Inherited ones first. */
  public List<Field> fields() {
    return fields;
  }

  /** By id, in any case. */
  public Optional<Field> field(String fieldId) {
    return Optional.ofNullable(byId.get(fieldId.toLowerCase(Locale.ROOT)));
  }

  /** The frame, tab or array around a field; null for none. */
  public Field around(Field field) {
    return field.parent() == null ? null : byId.get(field.parent());
  }

  /** The array that a field is a column of; null for none. */
  public Field arrayOf(Field field) {
    Field around = around(field);
    return around != null && around.type() == FieldType.ARRAY ? around : null;
  }

  /** How deep lists are nested in a value: 0 for a single one, 2 for a multiple one in an array. */
  public int depth(Field field) {
    return (field.multiple() ? 1 : 0) + (arrayOf(field) != null ? 1 : 0);
  }

  /** Whether it is that structure or extends it, at any distance. */
  public boolean is(Structure other) {
    return this.id == other.id || parent != null && parent.is(other);
  }

  /** Rights of profiles by name: its own, else those of the structure it extends. */
  public Map<String, Set<Right>> rights() {
    if (definition.rights() != null) {
      return definition.rights();
    }
    return parent == null ? Map.of() : parent.rights();
  }

  /** What a profile that is not admin may do with its elements. */
  public Set<Right> rightsOf(String profile) {
    Set<Right> own = rights().get(profile);
    return own != null ? own : rights().getOrDefault(EVERYBODY, Set.of());
  }

  /** The same structure under another parent, whose fields may have changed. */
  public Structure under(Structure otherParent) {
    return new Structure(id, name, title, icon, otherParent, definition);
  }

  /** What a profile may do with a field and with what is around it. */
  public Access accessOf(String profile, Field field) {
    Access access = field.accessOf(profile);
    for (Field each = around(field); each != null; each = around(each)) {
      access = access.and(each.accessOf(profile));
    }
    return access;
  }
}
