package dev.castellan.smartobject.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallSlotsTest {

  @Test
  void shouldGiveBackTheSlotOfACallThatTakesLongerThanUsual() throws Exception {
    CallSlots slots = new CallSlots(1, Duration.ofMillis(200));
    CallSlots.Slot slow = slots.acquire();
    CompletableFuture<CallSlots.Slot> other = acquired(slots);

    slots.giveBackOverdue();
    assertThat(other).as("not yet").isNotDone();
    Thread.sleep(250);
    slots.giveBackOverdue();

    CallSlots.Slot quick = other.get(10, TimeUnit.SECONDS);
    slow.giveBack();
    CompletableFuture<CallSlots.Slot> third = acquired(slots);
    Thread.sleep(50);
    assertThat(third).as("each slot is given back once").isNotDone();
    quick.giveBack();
    third.get(10, TimeUnit.SECONDS);
  }

  private static CompletableFuture<CallSlots.Slot> acquired(CallSlots slots) {
    CompletableFuture<CallSlots.Slot> acquired = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            acquired.complete(slots.acquire());
          } catch (InterruptedException e) {
            acquired.completeExceptionally(e);
          }
        });
    return acquired;
  }
}
