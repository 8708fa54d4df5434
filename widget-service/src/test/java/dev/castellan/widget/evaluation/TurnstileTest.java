package dev.castellan.widget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final List<String> inside = new ArrayList<>();
  private final List<String> givenUp = new ArrayList<>();

  @Test
  void shouldLetSoManyThroughAndTheNextWhenOneLeaves() {
    Turnstile turnstile = new Turnstile(2, 2, 2, 10);
    Turnstile.Ticket first = enter(turnstile, 1, "first");
    enter(turnstile, 2, "second");
    enter(turnstile, 3, "third");
    enter(turnstile, 4, "fourth");
    assertThat(inside).containsExactly("first", "second");

    first.leave(false);

    assertThat(inside).containsExactly("first", "second", "third");
  }

  @Test
  void shouldNotLetOneObjectTakeAllTheRoom() {
    Turnstile turnstile = new Turnstile(4, 2, 4, 10);
    Turnstile.Ticket first = enter(turnstile, 1, "1a");
    enter(turnstile, 1, "1b");
    enter(turnstile, 1, "1c");
    enter(turnstile, 2, "2a");
    assertThat(inside).containsExactly("1a", "1b", "2a");

    first.leave(false);

    assertThat(inside).endsWith("1c");
  }

  @Test
  void shouldLeaveRoomBesideObjectsThatWereSilent() {
    Turnstile turnstile = new Turnstile(3, 3, 1, 10);
    for (long object = 1; object <= 3; object++) {
      enter(turnstile, object, "silent").leave(true);
    }
    inside.clear();
    Turnstile.Ticket again = enter(turnstile, 1, "1");
    enter(turnstile, 2, "2");
    enter(turnstile, 3, "3");
    enter(turnstile, 4, "4");
    assertThat(inside).containsExactly("1", "4");

    again.leave(false);

    assertThat(inside).containsExactly("1", "4", "2");
    enter(turnstile, 1, "1 again");
    assertThat(inside).endsWith("1 again");
  }

  @Test
  void shouldRefuseWhenTooManyWaitAndForgetWhoLeavesTheQueue() {
    Turnstile turnstile = new Turnstile(1, 1, 1, 1);
    Turnstile.Ticket first = enter(turnstile, 1, "first");
    Turnstile.Ticket waiting = enter(turnstile, 2, "waiting");
    assertThat(enter(turnstile, 3, "refused")).isNull();

    waiting.leave(true);
    first.leave(false);

    assertThat(inside).containsExactly("first");
    enter(turnstile, 2, "later");
    assertThat(inside).endsWith("later");
  }

  @Test
  void shouldTakeAnObjectForOneThatHangsAsSoonAsItsAnswerIsOverdue() {
    Turnstile turnstile = new Turnstile(4, 2, 1, 10);
    Turnstile.Ticket first = enter(turnstile, 1, "1a");
    first.suspect();

    enter(turnstile, 1, "1b");
    enter(turnstile, 2, "2");
    assertThat(inside).containsExactly("1a", "2");

    first.leave(false);
    assertThat(inside).containsExactly("1a", "2", "1b");
  }

  @Test
  void shouldGiveUpTheEldestForWhoAsksAnObjectThatAnswers() {
    Turnstile turnstile = new Turnstile(3, 1, 1, 10);
    enter(turnstile, 9, "good").leave(false);
    List<Turnstile.Ticket> silent = new ArrayList<>();
    for (long object = 1; object <= 3; object++) {
      silent.add(enter(turnstile, object, "silent " + object));
    }
    enter(turnstile, 4, "unknown");
    silent.forEach(Turnstile.Ticket::suspect);
    assertThat(givenUp).as("nobody who is known to be answered waits").isEmpty();

    enter(turnstile, 9, "good again");

    assertThat(givenUp).containsExactly("silent 1", "silent 2");
    silent.get(0).leave(true);
    silent.get(1).leave(true);
    assertThat(inside).endsWith("unknown", "good again");
    silent.get(2).suspect();
    assertThat(givenUp).hasSize(2);
  }

  @Test
  void shouldGiveThemUpWhenTheyAreOverdueWhileSuchAOneWaits() {
    Turnstile turnstile = new Turnstile(2, 1, 1, 10);
    enter(turnstile, 9, "good").leave(false);
    Turnstile.Ticket first = enter(turnstile, 1, "silent 1");
    Turnstile.Ticket second = enter(turnstile, 2, "silent 2");
    enter(turnstile, 9, "good again");
    first.suspect();
    assertThat(givenUp).isEmpty();

    second.suspect();

    assertThat(givenUp).containsExactly("silent 1");
  }

  /** What the limits of the turnstile say of those inside and those outside. */
  private static final class Model {

    private static final int MOST = 4;
    private static final int OF_ONE = 2;
    private static final int DOUBTFUL = 2;

    private final Turnstile turnstile = new Turnstile(MOST, OF_ONE, DOUBTFUL, 1_000);
    private final List<Visit> inside = new ArrayList<>();
    private final List<Visit> outside = new ArrayList<>();
    private final Set<Long> doubtful = new HashSet<>();

    private static final class Visit {
      private long object;
      private boolean asDoubtful;
      private Turnstile.Ticket ticket;
    }

    void arrive(long object) {
      Visit visit = new Visit();
      visit.object = object;
      outside.add(visit);
      Runnable in =
          () -> {
            outside.remove(visit);
            inside.add(visit);
            visit.asDoubtful = doubtful.contains(object);
          };
      visit.ticket = turnstile.enter(object, new Guest(in, () -> {}));
    }

    void leave(int which, boolean silent) {
      Visit visit = inside.remove(which % inside.size());
      if (silent) {
        doubtful.add(visit.object);
      } else {
        doubtful.remove(visit.object);
      }
      visit.ticket.leave(silent);
    }

    void check() {
      assertThat(inside.size()).isLessThanOrEqualTo(MOST);
      inside.forEach(each -> assertThat(of(each.object)).isLessThanOrEqualTo(OF_ONE));
      assertThat(doubtfulInside()).isLessThanOrEqualTo(DOUBTFUL);
      for (Visit each : outside) {
        boolean free =
            inside.size() < MOST
                && of(each.object) < OF_ONE
                && (!doubtful.contains(each.object) || doubtfulInside() < DOUBTFUL);
        assertThat(free).as("somebody waits who could go").isFalse();
      }
    }

    private long of(long object) {
      return inside.stream().filter(each -> each.object == object).count();
    }

    private long doubtfulInside() {
      return inside.stream().filter(each -> each.asDoubtful).count();
    }
  }

  /** Any order of entering and leaving: never too many, and nobody waits while he could go. */
  @Property
  void shouldKeepItsLimitsAndLeaveNobodyStanding(
      @ForAll @Size(max = 200) List<@IntRange(min = -6, max = 5) Integer> moves) {
    Model model = new Model();
    for (int move : moves) {
      if (move > 0) {
        model.arrive(move);
      } else if (!model.inside.isEmpty()) {
        model.leave(-move, move % 2 == 0);
      }
      model.check();
    }
    while (!model.inside.isEmpty()) {
      model.leave(0, false);
      model.check();
    }
    assertThat(model.outside).as("everybody who came has been through").isEmpty();
  }

  private Turnstile.Ticket enter(Turnstile turnstile, long object, String name) {
    return turnstile.enter(object, new Guest(() -> inside.add(name), () -> givenUp.add(name)));
  }

  private record Guest(Runnable in, Runnable out) implements Turnstile.Guest {

    @Override
    public void enter(Turnstile.Ticket ticket) {
      in.run();
    }

    @Override
    public void giveUp() {
      out.run();
    }
  }
}
