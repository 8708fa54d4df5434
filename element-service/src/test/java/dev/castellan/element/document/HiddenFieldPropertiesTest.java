package dev.castellan.element.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.contracts.Caller;
import dev.castellan.element.structure.Access;
import dev.castellan.element.structure.FamilyStructure;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.LocalText;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.structure.Structures;
import dev.castellan.element.xml.XmlDocument;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Two worlds: in one a structure has fields that a profile may not read, in the other it does not
 * have them at all. That profile must not be able to tell one world from the other.
 */
class HiddenFieldPropertiesTest {

  private static final List<String> PROFILES = List.of("guest", "clerk", "stranger");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "secret";

  /**
   * One field of a random structure.
   *
   * @param how it is hidden, if at all
   * @param inside the number of the container it is in; containers come first
   */
  record Draw(FieldType type, boolean multiple, Hiding how, int inside, int rows) {}

  enum Hiding {
    NOT,
    BY_ACCESS,
    BY_ACCESS_OF_ALL,
    BY_WRITE_ONLY,
    BY_LETTER;

    /** What the contract says, put in other words than the code has for it. */
    boolean hidesFrom(String profile) {
      return switch (this) {
        case NOT -> false;
        case BY_ACCESS, BY_WRITE_ONLY -> profile.equals("guest");
        case BY_ACCESS_OF_ALL -> !profile.equals("clerk");
        case BY_LETTER -> true;
      };
    }
  }

  @Provide
  Arbitrary<String> profiles() {
    return Arbitraries.of(PROFILES);
  }

  @Provide
  Arbitrary<List<Draw>> draws() {
    Arbitrary<FieldType> types =
        Arbitraries.of(
            FieldType.TEXT,
            FieldType.LONGTEXT,
            FieldType.INT,
            FieldType.MONEY,
            FieldType.DATE,
            FieldType.ENUM,
            FieldType.DOCID,
            FieldType.TIME,
            FieldType.TIMESTAMP,
            FieldType.FILE,
            FieldType.FRAME,
            FieldType.TAB,
            FieldType.ARRAY);
    Arbitrary<Hiding> hiding =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(2, Arbitraries.just(Hiding.NOT)),
            net.jqwik.api.Tuple.of(2, Arbitraries.of(Hiding.class)));
    return Combinators.combine(
            types,
            Arbitraries.of(true, false),
            hiding,
            Arbitraries.integers().between(-1, 5),
            Arbitraries.integers().between(0, 3))
        .as(Draw::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Property(tries = 400)
  void shouldShowNothingOfAFieldThatMayNotBeRead(
      @ForAll("draws") List<Draw> draws, @ForAll("profiles") String profile) {
    List<Field> all = fields(draws, profile);
    List<Field> open = all.stream().filter(each -> !each.id().startsWith(SECRET)).toList();
    List<String> hidden = all.stream().filter(each -> !open.contains(each)).map(Field::id).toList();
    World with = new World(all, draws, profile);
    World without = new World(open, draws, profile);

    assertThat(with.view.readable()).containsExactlyElementsOf(open);
    assertThat(with.json(Selection.WHOLE)).isEqualTo(without.json(Selection.WHOLE));
    assertThat(with.json(Selection.WHOLE)).doesNotContain(SECRET);
    assertThat(with.structure(Language.EN)).isEqualTo(without.structure(Language.EN));
    assertThat(with.structure(Language.FR)).isEqualTo(without.structure(Language.FR));
    assertThat(with.xml()).isEqualTo(without.xml()).doesNotContain(SECRET);
    assertThat(with.schema()).isEqualTo(without.schema());
    assertThat(with.structureXml()).isEqualTo(without.structureXml());
    assertThatCode(() -> validate(with.xml(), with.schema())).doesNotThrowAnyException();
    for (String id : hidden) {
      assertThat(with.asked(id)).isEqualTo(without.asked(id));
      assertThat(with.ordered(id)).isEqualTo(without.ordered(id));
      assertThat(with.listed(id)).isEqualTo(without.listed(id));
      assertThat(with.listed(id.toUpperCase(java.util.Locale.ROOT)))
          .isEqualTo(without.listed(id.toUpperCase(java.util.Locale.ROOT)));
    }
  }

  private static void validate(String xml, String schema) throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(new StreamSource(new StringReader(schema)))
        .newValidator()
        .validate(new StreamSource(new StringReader(xml)));
  }

  private static List<Field> fields(List<Draw> draws, String profile) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      Field around =
          draw.inside() >= 0 && draw.inside() < fields.size() ? fields.get(draw.inside()) : null;
      boolean fits =
          around != null
              && !around.valued()
              && !(around.type() == FieldType.ARRAY && draw.type().structural());
      boolean hidden = draw.how().hidesFrom(profile) || fits && around.id().startsWith(SECRET);
      String id = (hidden ? SECRET : "open") + "_" + i;
      fields.add(
          new Field(
              "k" + i,
              id,
              new LocalText(id + " label", null),
              draw.type(),
              fits ? around.id() : null,
              draw.multiple() && !draw.type().structural(),
              false,
              false,
              false,
              draw.type() == FieldType.TEXT ? TextNode.valueOf("value of " + id) : null,
              List.of(),
              null,
              access(draw.how()),
              draw.how() == Hiding.BY_LETTER ? "I" : null,
              null,
              null));
    }
    return fields;
  }

  private static Map<String, Access> access(Hiding how) {
    return switch (how) {
      case NOT, BY_LETTER -> Map.of();
      case BY_ACCESS -> Map.of("guest", Access.NONE);
      case BY_ACCESS_OF_ALL -> Map.of("*", Access.NONE, "clerk", Access.READ_WRITE);
      case BY_WRITE_ONLY -> Map.of("guest", Access.WRITE);
    };
  }

  private static Structure structure(List<Field> fields) {
    return new Structure(
        10,
        "WORLD",
        "World",
        null,
        null,
        new Definition(fields, Map.of("guest", Set.of(Right.VIEW, Right.EDIT))));
  }

  private static final class World {

    private final Viewer viewer;
    private final StructureView view;
    private final ElementRow row;

    World(List<Field> fields, List<Draw> draws, String profile) {
      Structure structure = HiddenFieldPropertiesTest.structure(fields);
      this.viewer =
          new Viewer(
              new Caller(2, profile, 2, profile),
              Language.EN,
              Structures.of(1, List.of(structure)));
      this.view = viewer.view(10);
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      for (Field field : fields) {
        if (field.valued()) {
          Draw draw = draws.get(Integer.parseInt(field.key().substring(1)));
          JsonNode value = value(field, structure.depth(field), draw.rows());
          if (!value.isNull()) {
            values.set(field.key(), value);
          }
        }
      }
      ElementRow.User admin = new ElementRow.User(1, "admin");
      Instant then = Instant.EPOCH;
      this.row =
          new ElementRow(
              20, 20, 0, true, false, false, 10L, null, "Title", null, 0, null, admin, admin, false,
              then, then, then, 1, values);
    }

    private static JsonNode value(Field field, int depth, int rows) {
      if (depth > 0) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < rows; i++) {
          list.add(value(field, depth - 1, rows));
        }
        return list;
      }
      if (rows == 0) {
        return NullNode.getInstance();
      }
      return switch (field.type()) {
        case INT, MONEY -> JsonNodeFactory.instance.numberNode(7);
        case TIME -> TextNode.valueOf("07:05");
        case TIMESTAMP -> TextNode.valueOf("2026-01-31T07:05:00");
        case FILE ->
            JsonNodeFactory.instance
                .objectNode()
                .put("id", 5)
                .put("mime", "text/plain")
                .put("name", field.id() + ".txt");
        case DATE -> TextNode.valueOf("2026-01-31");
        case DOCID -> TextNode.valueOf("33");
        default -> TextNode.valueOf("value of " + field.id());
      };
    }

    String json(Selection selection) {
      return text(() -> JSON.writeValueAsString(Documents.alone(row, selection, viewer, Map.of())));
    }

    String structure(Language language) {
      return text(() -> JSON.writeValueAsString(FamilyStructure.of(view, language)));
    }

    String xml() {
      return XmlDocument.element(view, XmlHead.of(row), row.fields(), Map.of());
    }

    String schema() {
      return XmlDocument.schema(view);
    }

    String structureXml() {
      return XmlDocument.structure(view, Language.EN);
    }

    String asked(String id) {
      return text(() -> json(Selection.parse("document.attributes." + id, Selection.WHOLE)));
    }

    String ordered(String id) {
      return text(() -> ElementOrder.parse(id + ":asc", "title:asc", view).describe());
    }

    String listed(String id) {
      Selection selection = Selection.parse("document.attributes." + id, Selection.WHOLE);
      return text(
          () -> JSON.writeValueAsString(Documents.listed(row, selection, viewer, Map.of())));
    }

    /** What comes of it, be it a failure. */
    private static String text(Callable<String> work) {
      String[] text = new String[1];
      Throwable failure = catchThrowable(() -> text[0] = work.call());
      return failure == null ? text[0] : failure.toString();
    }
  }
}
