package dev.castellan.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RelayQueueTest {

  private static final UUID RELAY = UUID.randomUUID();

  private final RelayQueue queue = newQueue();

  @Test
  void shouldHandOutWhatWasCommittedInOrder() throws Exception {
    commit(row(1, 0), row(2, 1));
    assertThat(take(10)).containsExactly(1L, 2L);
  }

  @Test
  void shouldKeepARowBackUntilItsPredecessorHasArrivedToo() throws Exception {
    OutboxRow first = row(1, 0);
    OutboxRow second = row(2, 1);
    queue.expect(List.of(first));
    queue.expect(List.of(second));

    queue.offer(List.of(second));
    commit(row(9, 0));
    assertThat(take(10)).containsExactly(9L);

    queue.offer(List.of(first));
    assertThat(take(10)).containsExactly(1L, 2L);
  }

  @Test
  void shouldNotWaitForAPredecessorThatHasBeenSent() throws Exception {
    commit(row(1, 0));
    take(1);
    commit(row(2, 1));
    assertThat(take(1)).containsExactly(2L);
    queue.drop(row(1, 0));
    queue.drop(row(2, 1));
    commit(row(3, 2));
    assertThat(take(1)).containsExactly(3L);
  }

  @Test
  void shouldForgetEverythingAsAnotherRelayUntilASweepFindsItAgain() throws Exception {
    OutboxRow lost = row(1, 0);
    queue.expect(List.of(lost));
    commit(row(5, 0));
    OutboxRow taken = queue.take(1).get(0);
    UUID next = UUID.randomUUID();
    queue.beginAs(next);
    queue.offer(List.of(lost));
    assertThat(queue.holds(taken)).isFalse();
    OutboxRow later = row(2, 1, next);
    commit(later);
    assertThat(queue.size()).isZero();

    queue.beginSweep();
    assertThat(queue.unknown(List.of(1L, 2L))).containsExactly(1L, 2L);
    queue.adopt(List.of(row(1, 0, next), later));
    queue.drop(lost);
    queue.endSweep(true);
    commit(row(3, 2, next));
    assertThat(queue.take(10)).extracting(OutboxRow::id).containsExactly(1L, 2L, 3L);
    assertThat(queue.holds(row(1, 0, next))).isTrue();
  }

  @Test
  void shouldHoldWhatIsCommittedDuringASweepUntilTheSweepHasFoundWhatWasThereBefore()
      throws Exception {
    fillUp();
    commit(row(4, 0));
    OutboxRow committing = row(5, 4);
    queue.expect(List.of(committing));
    queue.take(10);

    queue.beginSweep();
    queue.offer(List.of(committing));
    commit(row(6, 5));
    assertThat(queue.unknown(List.of(4L, 5L, 6L))).containsExactly(4L);
    assertThat(queue.size()).isZero();
    queue.adopt(List.of(row(4, 0)));
    queue.endSweep(true);
    assertThat(take(10)).containsExactly(4L, 5L, 6L);
    commit(row(7, 6));
    assertThat(take(10)).containsExactly(7L);
  }

  @Test
  void shouldLeaveEverythingToTheNextSweepWhenOneMissedSomething() throws Exception {
    fillUp();
    queue.beginSweep();
    commit(row(4, 0));
    commit(row(5, 4));
    queue.take(10);
    queue.endSweep(true);
    commit(row(6, 5));
    assertThat(queue.size()).isZero();

    queue.beginSweep();
    queue.adopt(List.of(row(4, 0)));
    commit(row(7, 6));
    queue.endSweep(false);
    commit(row(8, 7));
    assertThat(take(10)).containsExactly(4L);

    sweep(row(5, 4), row(6, 5), row(7, 6), row(8, 7));
    assertThat(take(10)).containsExactly(5L, 6L, 7L, 8L);
    commit(row(9, 8));
    assertThat(take(10)).containsExactly(9L);
  }

  @Test
  void shouldNotAdoptARowBeforeItsPredecessorThatIsOnItsWay() throws Exception {
    fillUp();
    commit(row(4, 0));
    queue.take(10);
    OutboxRow first = row(5, 0);
    OutboxRow second = row(6, 5);
    queue.expect(List.of(first, second));
    queue.offer(List.of(second));
    queue.beginSweep();
    queue.adopt(List.of(row(4, 0), second));
    assertThat(take(10)).containsExactly(4L);

    queue.offer(List.of(first));
    queue.endSweep(true);
    assertThat(take(10)).containsExactly(5L, 6L);
  }

  @Test
  void shouldQueueALongRowOfRowsThatWaitedForOne() throws Exception {
    OutboxRow first = row(1, 0);
    queue.expect(List.of(first));
    for (long id = 2; id <= 50_000; id++) {
      commit(row(id, id - 1));
    }
    queue.offer(List.of(first));
    assertThat(take(50_000)).isSorted().hasSize(50_000);
  }

  @Test
  void shouldLetNothingGoBeforeWhatMayHaveBeenCommittedAllTheSame() throws Exception {
    OutboxRow unknown = row(1, 0);
    queue.expect(List.of(unknown));
    commit(row(2, 1));
    queue.forget(List.of(unknown));
    queue.offer(List.of(unknown));
    commit(row(3, 2));
    assertThat(queue.size()).isZero();
    assertThat(queue.unknown(List.of(1L, 2L, 3L))).containsExactly(1L, 2L, 3L);

    sweep(row(1, 0), row(2, 1), row(3, 2));
    assertThat(take(10)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldAdoptNothingBehindWhatWasTurnedAwayWhileItWasLooking() throws Exception {
    fillUp();
    queue.beginSweep();
    commit(row(4, 0));
    queue.take(10);
    queue.adopt(List.of(row(5, 4)));
    queue.endSweep(true);
    assertThat(queue.size()).isZero();

    sweep(row(4, 0), row(5, 4));
    assertThat(take(10)).containsExactly(4L, 5L);
  }

  @Test
  void shouldIgnoreWhatBelongsToOthers() throws Exception {
    OutboxRow foreign = row(2, 0, UUID.randomUUID());
    queue.expect(List.of(foreign));
    queue.offer(List.of(foreign));
    commit(row(3, 0));
    assertThat(take(10)).containsExactly(3L);
  }

  @Test
  void shouldLeaveLaterRowsToTheDatabaseOnceItIsFullUntilItHasCaughtUp() throws Exception {
    fillUp();
    commit(row(4, 0));
    assertThat(take(10)).containsExactly(1L, 2L, 3L);
    commit(row(5, 4));
    assertThat(queue.size()).isZero();

    sweep(row(3, 0), row(4, 0), row(5, 4));
    commit(row(6, 5));
    assertThat(take(10)).containsExactly(4L, 5L, 6L);
  }

  @Test
  void shouldNotSendAgainWhatWasAcknowledgedWhileTheSweeperLooked() throws Exception {
    OutboxRow row = row(1, 0);
    commit(row);
    take(1);
    queue.beginSweep();
    queue.drop(row);
    queue.adopt(List.of(row));
    queue.endSweep(true);
    assertThat(queue.size()).isZero();
  }

  private void fillUp() {
    commit(row(1, 0), row(2, 0), row(3, 0));
  }

  private void commit(OutboxRow... rows) {
    queue.expect(List.of(rows));
    queue.offer(List.of(rows));
  }

  private void sweep(OutboxRow... found) {
    queue.beginSweep();
    queue.adopt(List.of(found));
    queue.endSweep(true);
  }

  private List<Long> take(int most) throws InterruptedException {
    return queue.size() == 0 ? List.of() : queue.take(most).stream().map(OutboxRow::id).toList();
  }

  /** Knows everything that is stored, as after the first sweep of a relay. */
  private static RelayQueue newQueue() {
    RelayQueue queue = new RelayQueue(3);
    queue.beginAs(RELAY);
    queue.beginSweep();
    queue.endSweep(true);
    return queue;
  }

  private static OutboxRow row(long id, long afterId) {
    return row(id, afterId, RELAY);
  }

  private static OutboxRow row(long id, long afterId, UUID relay) {
    return new OutboxRow(
        id, afterId, relay, UUID.randomUUID(), "t", "k", "x", Instant.now(), null, Map.of());
  }
}
