package dev.castellan.element.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.element.document.Attributes;
import dev.castellan.element.document.HiddenWorlds;
import dev.castellan.element.structure.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a profile may not read changes nothing of the history it is told. */
class HiddenHistoryPropertiesTest extends HiddenWorlds {

  @Property(tries = 400)
  void shouldTellNothingOfAFieldThatMayNotBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);
    String told = json(told(worlds.without()));

    assertThat(json(told(worlds.with()))).isEqualTo(told).doesNotContain(SECRET);
    assertThat(json(told(worlds.other()))).isEqualTo(told);
    assertThat(told(worlds.with()).stream().map(each -> each.get("id")).toList())
        .isEqualTo(edited(worlds));
  }

  /** How many entries one answer has room for depends on their size. */
  @Property(tries = 400)
  void shouldNotCountWhatMayNotBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);
    String counted = json(counted(worlds.without()));

    assertThat(json(counted(worlds.with()))).isEqualTo(counted);
    assertThat(json(counted(worlds.other()))).isEqualTo(counted);
  }

  private static List<Map<String, Object>> told(World world) {
    return History.changes(
        world.changes(),
        world.view(),
        Attributes.ofPast(world.row(), world.viewer(), world.targets()));
  }

  /** What the statement that reads the history leaves of an entry. */
  private static ObjectNode counted(World world) {
    return world.changes().remove(History.hidden(world.view()));
  }

  /** Ids of the fields that the edit has changed and the profile may read. */
  private static List<Object> edited(Worlds worlds) {
    ObjectNode changes = worlds.without().changes();
    List<Object> edited = new ArrayList<>();
    for (Field each : worlds.without().view().readable()) {
      if (changes.has(each.key())) {
        edited.add(each.id());
      }
    }
    return edited;
  }
}
