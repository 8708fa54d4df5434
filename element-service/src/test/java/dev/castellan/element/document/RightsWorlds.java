package dev.castellan.element.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.element.structure.Structures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/** Elements in any state, under any rights, with fields that are hidden and without them. */
public abstract class RightsWorlds extends HiddenWorlds {

  /** What {@link #answer} has for who is not refused. */
  protected static final String YES = "yes";

  protected static final long STRUCTURE = 10;

  private static final long ME = 2;
  private static final long SOMEBODY = 3;

  /**
   * Rights by profile.
   *
   * @param own of the structure itself; null to inherit
   * @param inherited of the structure it extends; null for none
   */
  public record Rights(Map<String, Set<Right>> own, Map<String, Set<Right>> inherited) {

    /** What the contract says, put in other words than the code has for it. */
    public boolean allow(Right right, String profile) {
      Map<String, Set<Right>> said = own != null ? own : inherited;
      if (profile.equals("admin")) {
        return true;
      }
      if (said == null) {
        return false;
      }
      Set<Right> all = said.containsKey(profile) ? said.get(profile) : said.get("*");
      return all != null && all.contains(right);
    }
  }

  /**
   * @param structure whether it is a structure itself
   * @param holder id of who has locked it; 0 for nobody
   * @param temporary whether the lock is
   */
  public record State(boolean structure, boolean deleted, long holder, boolean temporary) {

    public boolean locked() {
      return holder != 0 && !deleted;
    }

    public boolean lockedByAnother() {
      return locked() && holder != ME;
    }

    private long column() {
      return deleted ? -1 : temporary ? -holder : holder;
    }
  }

  @Provide
  protected Arbitrary<String> anybody() {
    return Arbitraries.of("guest", "clerk", "stranger", "admin");
  }

  @Provide
  protected Arbitrary<Rights> rights() {
    Arbitrary<Map<String, Set<Right>>> said =
        Arbitraries.maps(
                Arbitraries.of("guest", "clerk", "*"),
                Arbitraries.of(Right.class).set().ofMaxSize(5))
            .ofMaxSize(3);
    return Combinators.combine(said.injectNull(0.3), said.injectNull(0.2)).as(Rights::new);
  }

  @Provide
  protected Arbitrary<State> states() {
    return Combinators.combine(
            Arbitraries.of(false, false, false, true),
            Arbitraries.of(false, false, true),
            Arbitraries.of(0L, ME, SOMEBODY),
            Arbitraries.of(true, false))
        .as(State::new);
  }

  /** An element of a structure that has these fields and extends one without any. */
  protected static Read element(List<Field> fields, Rights rights, String profile, State state) {
    Structure parent =
        new Structure(
            9, "PARENT", "Parent", null, null, new Definition(List.of(), rights.inherited()));
    Structure own =
        new Structure(
            STRUCTURE, "WORLD", "World", null, parent, new Definition(fields, rights.own()));
    Viewer viewer =
        new Viewer(caller(profile), Language.EN, Structures.of(1, List.of(parent, own)));
    long id = state.structure() ? STRUCTURE : 20;
    ElementRow.User admin = new ElementRow.User(1, "admin");
    Instant then = Instant.EPOCH;
    ElementRow row =
        new ElementRow(
            id,
            id,
            0,
            true,
            state.deleted(),
            state.structure(),
            state.structure() ? null : (Long) STRUCTURE,
            "NAME",
            "Title",
            null,
            state.column(),
            state.locked() ? "user" + state.holder() : null,
            admin,
            admin,
            false,
            then,
            then,
            then,
            1,
            JsonNodeFactory.instance.objectNode());
    return new Read(row, viewer, Map.of(), 0);
  }

  /** Whether it is let through, or why not. */
  protected static String decision(Runnable check) {
    return answer(
        () -> {
          check.run();
          return YES;
        });
  }
}
