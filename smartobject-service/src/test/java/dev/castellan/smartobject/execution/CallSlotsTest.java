package dev.castellan.smartobject.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallSlotsTest {

  private static final Duration USUAL = Duration.ofSeconds(9);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final CallSlots slots = new CallSlots(1, USUAL, now::get);

  @Test
  void shouldGiveBackTheSlotOfACallThatTakesLongerThanUsualOnce() throws Exception {
    CallSlots.Slot slow = slots.acquire();
    now.addAndGet(USUAL.toNanos());
    slots.giveBackOverdue();
    assertThat(slots.free()).as("not yet overdue").isZero();

    now.incrementAndGet();
    slots.giveBackOverdue();
    assertThat(slots.free()).isEqualTo(1);

    CallSlots.Slot quick = slots.acquire();
    slow.giveBack();
    assertThat(slots.free()).as("the other's is held").isZero();
    quick.giveBack();
    assertThat(slots.free()).isEqualTo(1);
  }
}
