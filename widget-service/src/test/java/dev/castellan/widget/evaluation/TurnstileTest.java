package dev.castellan.widget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private final List<String> inside = new ArrayList<>();

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

  /** Any order of entering and leaving: never too many, and nobody waits while he could go. */
  @Property
  void shouldKeepItsLimitsAndLeaveNobodyStanding(
      @ForAll @Size(max = 200) List<@IntRange(min = -3, max = 5) Integer> moves) {
    Turnstile turnstile = new Turnstile(4, 2, 2, 1_000);
    List<Turnstile.Ticket> tickets = new ArrayList<>();
    Map<Integer, Integer> running = new HashMap<>();
    Map<Integer, Long> objectOf = new HashMap<>();
    int[] number = {0};
    for (int move : moves) {
      if (move > 0) {
        int mine = number[0]++;
        objectOf.put(mine, (long) move);
        tickets.add(turnstile.enter(move, () -> running.put(mine, mine)));
      } else if (!running.isEmpty()) {
        int leaver = running.keySet().iterator().next();
        running.remove(leaver);
        tickets.get(leaver).leave(move == 0);
        objectOf.remove(leaver);
      }
      assertThat(running.size()).isLessThanOrEqualTo(4);
      running.keySet().stream()
          .map(objectOf::get)
          .distinct()
          .forEach(
              object ->
                  assertThat(
                          running.keySet().stream()
                              .filter(each -> objectOf.get(each).equals(object)))
                      .hasSizeLessThanOrEqualTo(2));
    }
    while (!running.isEmpty()) {
      int leaver = running.keySet().iterator().next();
      running.remove(leaver);
      tickets.get(leaver).leave(false);
      objectOf.remove(leaver);
    }
    assertThat(tickets).doesNotContainNull();
    // Everybody who came has been through.
    assertThat(objectOf.keySet()).isEmpty();
  }

  private Turnstile.Ticket enter(Turnstile turnstile, long object, String name) {
    return turnstile.enter(object, () -> inside.add(name));
  }
}
