package dev.castellan.element.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.contracts.Caller;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.structure.Access;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.LocalText;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.element.structure.StructureView;
import dev.castellan.element.structure.Structures;
import dev.castellan.web.failure.ServiceException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Worlds that differ in nothing but what a profile may not read: in two of them an element has
 * other values in fields that are hidden, in the third its structure has no such fields at all.
 * Whatever that profile is shown must be the same in all three.
 */
public abstract class HiddenWorlds {

  /** How the ids of hidden fields begin, and with them their labels and texts. */
  protected static final String SECRET = "secret";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long STRUCTURE = 10;
  private static final long FIRST_TARGET = 31;
  private static final int TARGETS = 5;

  /**
   * One field of a random structure.
   *
   * @param title whether it is part of the title, if everybody may read it
   * @param how it is hidden, if at all
   * @param inside the number of the container it is in; containers come first
   * @param rows of its value, if it has several
   * @param seed of its values
   */
  public record Draw(
      FieldType type,
      boolean multiple,
      boolean title,
      Hiding how,
      int inside,
      int rows,
      int seed) {}

  /** How a field is hidden. */
  public enum Hiding {
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
        case BY_ACCESS_OF_ALL -> !profile.equals("clerk") && !profile.equals("admin");
        case BY_LETTER -> !profile.equals("admin");
      };
    }
  }

  /**
   * The same element three times.
   *
   * @param with hidden fields
   * @param other the same with other values in them
   * @param without any of them
   * @param hidden ids of those fields
   */
  public record Worlds(World with, World other, World without, List<String> hidden) {}

  @Provide
  protected Arbitrary<String> profiles() {
    return Arbitraries.of("guest", "clerk", "stranger");
  }

  @Provide
  protected Arbitrary<List<Draw>> draws() {
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
            Tuple.of(2, Arbitraries.just(Hiding.NOT)), Tuple.of(2, Arbitraries.of(Hiding.class)));
    return Combinators.combine(
            types,
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            hiding,
            Arbitraries.integers().between(-1, 5),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 1_000))
        .as(Draw::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  protected static Worlds worlds(List<Draw> draws, String profile) {
    List<Field> all = fields(draws, profile);
    List<Field> open = open(all);
    return new Worlds(
        new World(all, draws, profile, 1),
        new World(all, draws, profile, 2),
        new World(open, draws, profile, 0),
        all.stream().filter(each -> !open.contains(each)).map(Field::id).toList());
  }

  /** Those that are not hidden. */
  protected static List<Field> open(List<Field> all) {
    return all.stream().filter(each -> !each.id().startsWith(SECRET)).toList();
  }

  /** Fields of a structure, named after whether the profile may read them. */
  protected static List<Field> fields(List<Draw> draws, String profile) {
    List<Field> fields = new ArrayList<>();
    Set<String> hiddenFromNobody = new HashSet<>();
    for (int i = 0; i < draws.size(); i++) {
      Draw draw = draws.get(i);
      Field around =
          draw.inside() >= 0 && draw.inside() < fields.size() ? fields.get(draw.inside()) : null;
      boolean fits =
          around != null
              && !around.valued()
              && !(around.type() == FieldType.ARRAY && draw.type().structural());
      Field field = field(i, draw, fits ? around : null, profile, hiddenFromNobody);
      fields.add(field);
      if (draw.how() == Hiding.NOT
          && (field.parent() == null || hiddenFromNobody.contains(field.parent()))) {
        hiddenFromNobody.add(field.id());
      }
    }
    return fields;
  }

  private static Field field(
      int number, Draw draw, Field around, String profile, Set<String> hiddenFromNobody) {
    boolean hidden =
        draw.how().hidesFrom(profile) || around != null && around.id().startsWith(SECRET);
    String id = (hidden ? SECRET : "open") + "_" + number;
    boolean single = !draw.multiple() && (around == null || around.type() != FieldType.ARRAY);
    boolean open =
        draw.how() == Hiding.NOT && (around == null || hiddenFromNobody.contains(around.id()));
    return new Field(
        "k" + number,
        id,
        new LocalText(id + " label", null),
        draw.type(),
        around == null ? null : around.id(),
        draw.multiple() && !draw.type().structural(),
        false,
        draw.title() && open && single && draw.type().titles(),
        false,
        draw.type() == FieldType.TEXT ? TextNode.valueOf("value of " + id) : null,
        List.of(),
        null,
        access(draw.how()),
        draw.how() == Hiding.BY_LETTER ? "I" : null,
        null,
        null);
  }

  private static Map<String, Access> access(Hiding how) {
    return switch (how) {
      case NOT, BY_LETTER -> Map.of();
      case BY_ACCESS -> Map.of("guest", Access.NONE);
      case BY_ACCESS_OF_ALL -> Map.of("*", Access.NONE, "clerk", Access.READ_WRITE);
      case BY_WRITE_ONLY -> Map.of("guest", Access.WRITE);
    };
  }

  /** Number 2, under any profile. */
  protected static Caller caller(String profile) {
    return new Caller(2, profile, profile.equals("admin") ? Caller.ADMIN_PROFILE : 2, profile);
  }

  /** As it would be sent. */
  protected static String json(Object shown) {
    try {
      return JSON.writeValueAsString(shown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is answered, be it a refusal. */
  protected static String answer(Supplier<String> work) {
    try {
      return work.get();
    } catch (ServiceException e) {
      return e.code() + " " + e.getMessage();
    }
  }

  /** A structure as a profile sees it, and an element of it that was edited once. */
  public static final class World {

    private final Structure structure;
    private final Viewer viewer;
    private final ObjectNode before;
    private final ElementRow row;

    /**
     * @param secret what the values of hidden fields depend on
     */
    World(List<Field> fields, List<Draw> draws, String profile, int secret) {
      this.structure =
          new Structure(
              STRUCTURE,
              "WORLD",
              "World",
              null,
              null,
              new Definition(fields, Map.of("guest", Set.of(Right.VIEW, Right.EDIT))));
      this.viewer = new Viewer(caller(profile), Language.EN, Structures.of(1, List.of(structure)));
      this.before = values(draws, 1, secret);
      ObjectNode now = values(draws, 2, secret);
      ElementRow.User admin = new ElementRow.User(1, "admin");
      Instant then = Instant.EPOCH;
      this.row =
          new ElementRow(
              20,
              20,
              0,
              true,
              false,
              false,
              STRUCTURE,
              null,
              Titles.title(structure, now),
              null,
              0,
              null,
              admin,
              admin,
              true,
              then,
              then,
              then,
              2,
              now);
    }

    public Viewer viewer() {
      return viewer;
    }

    public StructureView view() {
      return viewer.view(row);
    }

    public ElementRow row() {
      return row;
    }

    /** What relations of the element show, by initid. */
    public Map<Long, Target> targets() {
      Map<Long, Target> targets = new HashMap<>();
      for (long id = FIRST_TARGET; id < FIRST_TARGET + TARGETS; id++) {
        targets.put(id, new Target(id, "Title " + id, "NAME_" + id, false, STRUCTURE, false, id));
      }
      return targets;
    }

    /** The edit, as the history keeps it. */
    public ObjectNode changes() {
      return JSON.valueToTree(Changes.of(structure, before, row.fields()));
    }

    /** What the fields that the edit has changed held before it, by key. */
    Map<String, JsonNode> seen() {
      Map<String, JsonNode> seen = new LinkedHashMap<>();
      changes().properties().forEach(each -> seen.put(each.getKey(), each.getValue().get(0)));
      return seen;
    }

    /** The tag that the element is sent with. */
    String tag() {
      long shown = Target.sum(view(), row.fields(), targets());
      return Versions.identity(new Read(row, viewer, targets(), shown));
    }

    private ObjectNode values(List<Draw> draws, int edition, int secret) {
      ObjectNode values = JsonNodeFactory.instance.objectNode();
      for (Field field : structure.fields()) {
        if (field.valued()) {
          Draw draw = draws.get(Integer.parseInt(field.key().substring(1)));
          int salt = field.id().startsWith(SECRET) ? secret : 0;
          long seed = Objects.hash(draw.seed(), edition, salt) * 0x9E3779B97F4A7C15L;
          int rows = (draw.rows() + edition + salt) % 4;
          JsonNode value = value(field, structure.depth(field), rows, new Random(seed));
          if (!value.isNull()) {
            values.set(field.key(), value);
          }
        }
      }
      return values;
    }

    private static JsonNode value(Field field, int depth, int rows, Random random) {
      if (depth > 0) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < rows; i++) {
          list.add(value(field, depth - 1, rows, random));
        }
        return list;
      }
      return rows == 0 ? NullNode.getInstance() : single(field, random.nextInt(1_000));
    }

    private static JsonNode single(Field field, int number) {
      JsonNodeFactory json = JsonNodeFactory.instance;
      return switch (field.type()) {
        case INT -> json.numberNode(number);
        case MONEY -> json.numberNode(BigDecimal.valueOf(number, 2));
        case TIME -> TextNode.valueOf("%02d:05".formatted(number % 24));
        case TIMESTAMP -> TextNode.valueOf("2026-01-31T%02d:05:00".formatted(number % 24));
        case DATE -> TextNode.valueOf("2026-01-%02d".formatted(number % 28 + 1));
        case DOCID -> TextNode.valueOf("" + (FIRST_TARGET + number % TARGETS));
        case FILE ->
            json.objectNode()
                .put("id", number)
                .put("mime", "text/plain")
                .put("name", field.id() + number + ".txt");
        default -> TextNode.valueOf("value " + number + " of " + field.id());
      };
    }
  }
}
