package dev.castellan.messaging.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringTest {

  private final Gathering gathering = new Gathering();
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void shouldNotWaitAtFirst() {
    gathering.await(asked::incrementAndGet, 100);
    assertThat(asked).hasValue(0);
  }

  @Test
  void shouldNotWaitAfterALoneUnit() {
    gathering.done(5);
    gathering.done(1);
    gathering.await(asked::incrementAndGet, 100);
    assertThat(asked).hasValue(0);
  }

  @Test
  void shouldWaitUntilNothingMoreComes() {
    gathering.done(2);
    gathering.await(() -> Math.min(asked.incrementAndGet(), 3), 100);
    assertThat(asked).as("1, 2, 3 and again 3").hasValue(4);
  }

  @Test
  void shouldNotWaitForMoreThanIsDoneAtOnce() {
    gathering.done(2);
    gathering.await(asked::incrementAndGet, 2);
    assertThat(asked).hasValue(2);
  }

  @Test
  void shouldNotWaitForEverWhileMoreKeepsComing() {
    gathering.done(2);
    gathering.await(asked::incrementAndGet, 100);
    assertThat(asked).hasValue(5);
  }
}
