package dev.castellan.element.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.element.structure.Structures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of structures that are named by a letter, each with a computed field for each of its targets. */
class RetitlingOrderTest {

  private static final String ANY = "any";

  private final Map<String, Structure> made = new LinkedHashMap<>();

  @Test
  void shouldTakeWhatIsShownBeforeWhatShowsIt() {
    make("A", null, "B");
    make("B", null, "C");
    make("C", null);
    make("D", null, "A");

    assertThat(steps(Map.of(), "C")).containsExactly("C", "B", "A", "D");
    assertThat(steps(Map.of(), "B")).containsExactly("B", "A", "D");
    assertThat(steps(Map.of(), "D")).containsExactly("D");
  }

  @Test
  void shouldTakeTogetherWhatShowsEachOther() {
    make("A", null, "B");
    make("B", null, "A");
    make("C", null, "C");
    make("D", null, "A", "C");
    make("E", null);

    assertThat(steps(Map.of(), "A")).containsExactly("(A B)", "D");
    assertThat(steps(Map.of(), "C")).containsExactly("(C)", "D");
    assertThat(steps(Map.of(), "E")).containsExactly("E");
  }

  @Test
  void shouldCountWhatExtendsATarget() {
    make("A", null);
    make("B", "A");
    make("C", null, "A");

    assertThat(steps(Map.of(), "B")).containsExactly("B", "C");
  }

  @Test
  void shouldCountEverythingForARelationWithoutATarget() {
    make("A", null);
    make("B", null, ANY);

    assertThat(steps(Map.of(), "A")).containsExactly("A", "(B)");
  }

  @Test
  void shouldCountWhereRelationsLeadWhateverTheirTargetIsByNow() {
    make("A", null);
    make("B", null);
    make("C", null, "B");
    long c = made.get("C").id();
    long a = made.get("A").id();

    assertThat(steps(Map.of(), "A")).containsExactly("A");
    assertThat(steps(Map.of(c, Set.of(a)), "A")).containsExactly("A", "C");
  }

  private void make(String name, String parent, String... targets) {
    List<Field> fields = new ArrayList<>();
    for (String target : targets) {
      String id = "f" + fields.size();
      fields.add(field(name + fields.size(), id, FieldType.DOCID, target, null));
      fields.add(field(name + fields.size(), id + "_name", FieldType.TEXT, null, "{" + id + "}"));
    }
    made.put(
        name,
        new Structure(
            made.size() + 1,
            name,
            name,
            null,
            parent == null ? null : made.get(parent),
            new Definition(fields, Map.of())));
  }

  private static Field field(String key, String id, FieldType type, String target, String compute) {
    return new Field(
        key,
        id,
        null,
        type,
        null,
        false,
        false,
        false,
        false,
        null,
        List.of(),
        ANY.equals(target) ? null : target,
        Map.of(),
        null,
        compute,
        null);
  }

  /** Names of the structures of each step, those of a circle in parentheses. */
  private List<String> steps(Map<Long, Set<Long>> led, String changed) {
    return new RetitlingOrder(Structures.of(1, made.values()), led)
        .from(List.of(made.get(changed))).stream()
            .map(
                step -> {
                  List<String> names = step.structures().stream().map(Structure::name).toList();
                  String all = String.join(" ", names);
                  return step.circular() ? "(" + all + ")" : all;
                })
            .toList();
  }
}
