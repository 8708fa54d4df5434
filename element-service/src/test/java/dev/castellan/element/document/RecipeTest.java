package dev.castellan.element.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.element.structure.EnumItem;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.LocalText;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {

  private static final EnumItem RED = new EnumItem("r", new LocalText("Red", "Rouge"));
  private static final EnumItem BLUE = new EnumItem("b", new LocalText("Blue", "Bleu"));

  private static final Field CODE = field("1", "code", true, null);
  private static final Field NOTE = field("2", "note", false, null);

  @Test
  void shouldKeepElementsWhenAnEnumerationOnlyGetsItems() {
    Recipe before = recipe(CODE, kind(true, RED));

    assertThat(recipe(CODE, kind(true, RED, BLUE)).keeps(before)).isTrue();
    assertThat(recipe(CODE, kind(true, BLUE, RED)).keeps(before)).isTrue();
    assertThat(recipe(CODE, kind(true)).keeps(before)).isFalse();
  }

  @Test
  void shouldKeepThemUnlessALabelIsAnotherInTheLanguageOfTitles() {
    Recipe before = recipe(CODE, kind(true, RED));

    assertThat(
            recipe(CODE, kind(true, new EnumItem("r", new LocalText("Red", "Vermeil"))))
                .keeps(before))
        .isTrue();
    assertThat(
            recipe(CODE, kind(true, new EnumItem("r", new LocalText("Scarlet", "Rouge"))))
                .keeps(before))
        .isFalse();
    Field shown = field("4", "shown", false, "of {kind}");
    assertThat(
            recipe(kind(false, new EnumItem("r", new LocalText("Scarlet", null))), shown)
                .keeps(recipe(kind(false, RED), shown)))
        .isFalse();
    assertThat(
            recipe(CODE, kind(false, new EnumItem("r", new LocalText("Scarlet", null))))
                .keeps(recipe(CODE, kind(false, RED))))
        .isTrue();
  }

  @Test
  void shouldKeepThemWhenAFieldIsRenamedOrStandsElsewhere() {
    Field shown = field("4", "shown", false, "{code}!");
    Recipe before = recipe(CODE, NOTE, shown);

    assertThat(
            recipe(field("1", "number", true, null), NOTE, field("4", "seen", false, "{number}!"))
                .keeps(before))
        .isTrue();
    assertThat(recipe(shown, NOTE, CODE).keeps(before)).isTrue();
    List<Field> turned = new ArrayList<>(List.of(CODE, field("2", "note", true, null)));
    Recipe straight = new Recipe(structure(turned));
    Collections.reverse(turned);
    assertThat(new Recipe(structure(turned)).keeps(straight)).isFalse();
  }

  @Test
  void shouldNotKeepThemWhenTheyAreMadeOfSomethingElse() {
    Field shown = field("4", "shown", false, "{code}!");
    Recipe before = recipe(CODE, NOTE, shown);

    assertThat(recipe(field("1", "code", false, null), NOTE, shown).keeps(before)).isFalse();
    assertThat(recipe(CODE, field("2", "note", true, null), shown).keeps(before)).isFalse();
    assertThat(recipe(CODE, NOTE, field("4", "shown", false, "{note}!")).keeps(before)).isFalse();
    assertThat(recipe(field("9", "code", true, null), NOTE, shown).keeps(before)).isFalse();
  }

  private static Recipe recipe(Field... fields) {
    return new Recipe(structure(List.of(fields)));
  }

  private static Structure structure(List<Field> fields) {
    return new Structure(10, "CARD", "Card", null, null, new Definition(fields, Map.of()));
  }

  private static Field kind(boolean title, EnumItem... items) {
    return field("3", "kind", FieldType.ENUM, title, List.of(items), null);
  }

  private static Field field(String key, String id, boolean title, String compute) {
    return field(key, id, FieldType.TEXT, title, List.of(), compute);
  }

  private static Field field(
      String key, String id, FieldType type, boolean title, List<EnumItem> items, String compute) {
    return new Field(
        key, id, null, type, null, false, false, title, false, null, items, null, Map.of(), null,
        compute, null);
  }
}
