package dev.castellan.element.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.castellan.element.structure.FamilyStructure;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Language;
import dev.castellan.element.value.ValueReader;
import dev.castellan.element.xml.XmlDocument;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a profile may not read changes nothing of what it is shown, and of what it can ask for. */
class HiddenFieldPropertiesTest extends HiddenWorlds {

  @Property(tries = 400)
  void shouldShowNothingOfAFieldThatMayNotBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);
    List<String> shown = shown(worlds.without());

    assertThat(worlds.with().view().readable())
        .containsExactlyElementsOf(open(fields(draws, profile)));
    assertThat(shown(worlds.with())).isEqualTo(shown);
    assertThat(shown(worlds.other())).isEqualTo(shown);
    assertThat(shown).noneMatch(each -> each.contains(SECRET));
    assertThatCode(() -> validate(xml(worlds.with()), XmlDocument.schema(worlds.with().view())))
        .doesNotThrowAnyException();
  }

  @Property(tries = 400)
  void shouldAnswerForAHiddenFieldAsForAnUnknownOne(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);

    for (String id : worlds.hidden()) {
      for (String name : new String[] {id, id.toUpperCase(Locale.ROOT)}) {
        List<String> answers = asked(worlds.without(), name);
        assertThat(asked(worlds.with(), name)).isEqualTo(answers);
        assertThat(asked(worlds.other(), name)).isEqualTo(answers);
      }
    }
  }

  @Property(tries = 400)
  void shouldFilterAndOrderListsByWhatMayBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);
    List<String> terms = terms(worlds.without());

    assertThat(terms(worlds.with())).isEqualTo(terms);
    assertThat(terms).noneMatch(each -> each.startsWith(SECRET));
    for (Field each : open(fields(draws, profile))) {
      if (ElementListing.ordered(each, worlds.with().view())) {
        assertThat(terms).anyMatch(term -> term.startsWith(each.id() + " is "));
      }
    }
  }

  @Property(tries = 400)
  void shouldTellALateEditorNothingOfAFieldThatMayNotBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    Worlds worlds = worlds(draws, profile);
    // Of all fields that there are, whether or not he can know of them.
    Submission wanted = wanted(fields(draws, profile));

    for (boolean looked : new boolean[] {true, false}) {
      String told = json(late(worlds.without(), looked, wanted));
      assertThat(json(late(worlds.with(), looked, wanted))).isEqualTo(told).doesNotContain(SECRET);
      assertThat(json(late(worlds.other(), looked, wanted))).isEqualTo(told);
    }
    assertThat(changed(late(worlds.with(), true, wanted))).isEqualTo(edited(worlds.without()));
  }

  /** Whatever the profile can see of the element and its structure. */
  private static List<String> shown(World world) {
    return List.of(
        document(world, Selection.WHOLE),
        world.row().title(),
        world.tag(),
        xml(world),
        json(FamilyStructure.of(world.view(), Language.EN)),
        json(FamilyStructure.of(world.view(), Language.FR)),
        XmlDocument.schema(world.view()),
        XmlDocument.structure(world.view(), Language.EN));
  }

  /** The answers to whoever names a field. */
  private static List<String> asked(World world, String name) {
    String selector = "document.attributes." + name;
    return List.of(
        answer(() -> document(world, Selection.parse(selector, Selection.WHOLE))),
        answer(() -> listed(world, Selection.parse(selector, Selection.WHOLE))),
        answer(() -> ElementOrder.parse(name + ":asc", "title:asc", world.view()).describe()));
  }

  private static String document(World world, Selection selection) {
    return json(Documents.alone(world.row(), selection, world.viewer(), world.targets()));
  }

  private static String listed(World world, Selection selection) {
    return json(Documents.listed(world.row(), selection, world.viewer(), world.targets()));
  }

  private static String xml(World world) {
    Map<Long, String> names = XmlHead.names(world.targets(), world.viewer());
    return XmlDocument.element(world.view(), XmlHead.of(world.row()), world.row().fields(), names);
  }

  private static void validate(String xml, String schema) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(schema)))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  /** Name and meaning of all that a filter or an order of a list can name. */
  private static List<String> terms(World world) {
    return ElementListing.fields(world.view()).stream()
        .map(
            each ->
                each.name()
                    + " is "
                    + each.sql()
                    + ", "
                    + each.type()
                    + ", null "
                    + each.nullable()
                    + ", sorts "
                    + each.sortable())
        .toList();
  }

  private static Submission wanted(List<Field> fields) {
    Map<String, Submission.Input> inputs = new LinkedHashMap<>();
    fields.forEach(
        each ->
            inputs.put(
                each.id(), (field, depth) -> ValueReader.readForm(field, depth, List.of("7"))));
    return new Submission(inputs, null);
  }

  /**
   * @param looked whether the client says that he saw the element before the edit
   */
  private static List<Map<String, Object>> late(World world, boolean looked, Submission wanted) {
    return new LateEdit(world.row(), world.viewer(), world.targets())
        .diff(looked ? world.seen() : Map.of(), wanted);
  }

  /** Ids of the fields of which a diff says that they have changed. */
  private static List<Object> changed(List<Map<String, Object>> diff) {
    return diff.stream()
        .filter(each -> each.get("changed").equals(true))
        .map(each -> each.get("id"))
        .toList();
  }

  /** Ids of the fields that the edit has changed. */
  private static List<Object> edited(World world) {
    List<Object> edited = new ArrayList<>();
    for (Field each : world.view().readable()) {
      if (world.seen().containsKey(each.key())) {
        edited.add(each.id());
      }
    }
    return edited;
  }
}
