package dev.castellan.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RelayQueueTest {

  private final RelayQueue queue = new RelayQueue(3);

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
    queue.drop(1);
    queue.drop(2);
    commit(row(3, 2));
    assertThat(take(1)).containsExactly(3L);
  }

  @Test
  void shouldLetNothingOvertakeWhatItHadWhenItWasCleared() throws Exception {
    OutboxRow lost = row(1, 0);
    queue.expect(List.of(lost));
    queue.clear();
    queue.offer(List.of(lost));
    OutboxRow later = row(2, 1);
    queue.expect(List.of(later));
    queue.offer(List.of(later));
    assertThat(queue.size()).isZero();

    long mark = queue.beginSweep();
    assertThat(queue.unknown(List.of(1L, 2L))).containsExactly(1L, 2L);
    queue.adopt(List.of(lost, later), false, mark);
    queue.adopt(List.of(), true, queue.beginSweep());
    commit(row(3, 2));
    assertThat(take(10)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldNotAdoptARowBeforeItsPredecessorThatIsOnItsWay() throws Exception {
    queue.clear();
    OutboxRow first = row(1, 0);
    OutboxRow second = row(2, 1);
    OutboxRow third = row(3, 2);
    queue.expect(List.of(first));
    queue.expect(List.of(second, third));
    queue.offer(List.of(second, third));
    queue.adopt(List.of(second, third), false, queue.beginSweep());
    assertThat(queue.size()).isZero();

    queue.offer(List.of(first));
    assertThat(queue.unknown(List.of(1L, 2L, 3L))).containsExactly(1L, 2L, 3L);
    queue.adopt(List.of(first, second, third), false, queue.beginSweep());
    assertThat(take(10)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void shouldForgetWhatWasRolledBackAndIgnoreWhatBelongsToOthers() throws Exception {
    OutboxRow rolledBack = row(1, 0);
    queue.expect(List.of(rolledBack));
    queue.forget(List.of(rolledBack));
    queue.offer(List.of(rolledBack));
    OutboxRow foreign = row(2, 0).stored(2, 0, false);
    queue.expect(List.of(foreign));
    queue.offer(List.of(foreign));
    commit(row(3, 0));
    assertThat(take(10)).containsExactly(3L);
  }

  @Test
  void shouldLeaveLaterRowsToTheDatabaseOnceItIsFullUntilItHasCaughtUp() throws Exception {
    commit(row(1, 0), row(2, 0), row(3, 0));
    commit(row(4, 0));
    assertThat(take(10)).containsExactly(1L, 2L, 3L);
    commit(row(5, 4));
    assertThat(queue.size()).isZero();

    queue.adopt(List.of(row(3, 0), row(4, 0), row(5, 4)), false, queue.beginSweep());
    assertThat(take(10)).containsExactly(4L, 5L);
    queue.adopt(List.of(), true, queue.beginSweep());
    commit(row(6, 5));
    assertThat(take(10)).containsExactly(6L);
  }

  @Test
  void shouldNotSendAgainWhatWasAcknowledgedWhileTheSweeperLooked() throws Exception {
    commit(row(1, 0));
    take(1);
    long mark = queue.beginSweep();
    queue.drop(1);
    queue.adopt(List.of(row(1, 0)), false, mark);
    assertThat(queue.size()).isZero();
  }

  private void commit(OutboxRow... rows) {
    queue.expect(List.of(rows));
    queue.offer(List.of(rows));
  }

  private List<Long> take(int most) throws InterruptedException {
    return queue.take(most).stream().map(OutboxRow::id).toList();
  }

  private static OutboxRow row(long id, long afterId) {
    return Stream.of(
            new OutboxRow(
                0, 0, false, UUID.randomUUID(), "t", "k", "x", Instant.now(), null, Map.of()))
        .map(each -> each.stored(id, afterId, true))
        .findFirst()
        .orElseThrow();
  }
}
