package dev.castellan.element.definition;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structures;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.template.Placeholders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold for a structure, and for those that extend it, before it is stored. */
final class StructureRules {

  private static final int MOST_FIELDS = 500;

  private final List<FieldError> errors = new ArrayList<>();

  private StructureRules() {}

  /**
   * @param wanted as it would be
   * @param before as it was; null for a new one
   * @param structures all as they were
   * @throws ServiceException 422 with all that is wrong
   */
  static void check(Structure wanted, Structure before, Structures structures) {
    StructureRules rules = new StructureRules();
    rules.checkFields(wanted, structures);
    if (rules.errors.isEmpty()) {
      rules.checkFamily(wanted, structures);
      rules.checkUnchanged(wanted, before);
    }
    if (!rules.errors.isEmpty()) {
      throw ServiceException.invalid(rules.errors);
    }
  }

  private void checkFields(Structure wanted, Structures structures) {
    List<Field> own = wanted.definition().fields();
    if (wanted.fields().size() > MOST_FIELDS) {
      errors.add(new FieldError("fields", "are more than " + MOST_FIELDS));
    }
    checkIndexed(wanted, structures);
    Set<String> ids = new HashSet<>();
    if (wanted.parent() != null) {
      wanted.parent().fields().forEach(each -> ids.add(each.id()));
    }
    for (int i = 0; i < own.size(); i++) {
      Field field = own.get(i);
      String place = "fields[" + i + "]";
      if (!ids.add(field.id())) {
        errors.add(new FieldError(place + ".id", "is there already"));
      }
      if (field.target() != null
          && !field.target().equals(wanted.name())
          && structures.find(field.target()).isEmpty()) {
        errors.add(new FieldError(place + ".target", "is not a known structure"));
      }
      new FieldRules(wanted, field, place, errors).check();
    }
  }

  private void checkIndexed(Structure wanted, Structures structures) {
    long elsewhere =
        structures.all().stream()
            .filter(each -> each.id() != wanted.id())
            .mapToLong(StructureRules::indexed)
            .sum();
    if (indexed(wanted) > 0 && elsewhere + indexed(wanted) > FieldIndexes.MOST_FIELDS) {
      errors.add(
          new FieldError(
              "fields",
              "with an index would be more than "
                  + FieldIndexes.MOST_FIELDS
                  + " in all structures together"));
    }
  }

  private static long indexed(Structure structure) {
    return structure.definition().fields().stream().filter(Field::indexed).count();
  }

  /** The structure and those that extend it, as they would be. */
  private void checkFamily(Structure wanted, Structures structures) {
    checkReaders(wanted);
    for (Structure child : structures.all()) {
      if (child.parent() != null && child.parent().id() == wanted.id()) {
        Structure changed = child.under(wanted);
        changed.definition().fields().stream()
            .filter(each -> !goesWith(wanted, changed, each))
            .forEach(
                each ->
                    errors.add(
                        new FieldError(
                            "fields", "do not go with " + child.name() + "." + each.id())));
        if (errors.isEmpty()) {
          checkFamily(changed, structures);
        }
      }
    }
  }

  /** Whether a field of a structure still has its place among those inherited. */
  private static boolean goesWith(Structure parent, Structure child, Field field) {
    return parent.field(field.id()).isEmpty()
        && (field.parent() == null || child.around(field) != null)
        && (field.compute() == null
            || Placeholders.references(field.compute()).stream()
                .allMatch(each -> FieldRules.isSource(child, each)));
  }

  /**
   * Who may view an element sees its title, so he must be allowed to read what it is made of; who
   * reads a computed field, what that is made of.
   */
  private void checkReaders(Structure structure) {
    for (String profile : profiles(structure)) {
      boolean views = structure.rightsOf(profile).contains(Right.VIEW);
      for (Field field : structure.fields()) {
        boolean reads = structure.accessOf(profile, field).reads();
        if (field.title() && views && !reads) {
          errors.add(
              new FieldError(
                  "fields", field.id() + " is part of the title, which " + profile + " may view"));
        }
        if (field.compute() != null && reads) {
          checkSources(structure, field, profile);
        }
      }
    }
  }

  private void checkSources(Structure structure, Field field, String profile) {
    for (String source : Placeholders.references(field.compute())) {
      Field from = structure.field(source).orElseThrow();
      if (!structure.accessOf(profile, from).reads()) {
        errors.add(
            new FieldError(
                "fields", field.id() + " would tell " + profile + " what " + source + " hides"));
      }
    }
  }

  /** All that are named anywhere, and one for all that are not. */
  private static Set<String> profiles(Structure structure) {
    Set<String> profiles = new TreeSet<>(structure.rights().keySet());
    structure.fields().forEach(each -> profiles.addAll(each.access().keySet()));
    profiles.add(Structure.EVERYBODY);
    return profiles;
  }

  /** Values that elements have must still be values of their fields. */
  private void checkUnchanged(Structure wanted, Structure before) {
    if (before == null) {
      return;
    }
    Map<String, Field> known =
        before.definition().fields().stream()
            .collect(Collectors.toMap(Field::key, Function.identity()));
    List<Field> own = wanted.definition().fields();
    for (int i = 0; i < own.size(); i++) {
      Field field = own.get(i);
      Field old = known.get(field.key());
      if (old != null && !sameShape(wanted, field, before, old)) {
        errors.add(
            new FieldError("fields[" + i + "].type", "cannot change; make another field of it"));
      }
      // What was computed tells of other fields, whoever may read those later.
      if (old != null && (field.compute() == null) != (old.compute() == null)) {
        errors.add(
            new FieldError(
                "fields[" + i + "].compute", "cannot come or go; make another field of it"));
      }
    }
  }

  private static boolean sameShape(Structure wanted, Field field, Structure before, Field old) {
    return field.type() == old.type()
        && field.multiple() == old.multiple()
        && wanted.depth(field) == before.depth(old);
  }
}
