package dev.castellan.web.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Story story = new Story();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicBoolean hungUp = new AtomicBoolean();
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile Optional<String> objection = Optional.empty();
  private EventStream stream;

  /** Tells the lines that lie ready, all in one go. */
  private static final class Story implements EventFeed {

    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger begun = new AtomicInteger();
    volatile Runnable atOpening = () -> {};
    volatile boolean over;
    volatile Runnable wake;

    @Override
    public void opened(Runnable call) {
      wake = call;
      atOpening.run();
      begun.incrementAndGet();
    }

    @Override
    public List<StreamEvent> next() {
      List<StreamEvent> events = new ArrayList<>();
      for (String line; (line = lines.poll()) != null; ) {
        events.add(new StreamEvent("7", "line", line));
      }
      asked.incrementAndGet();
      return events;
    }

    @Override
    public boolean over() {
      return over && lines.isEmpty();
    }

    @Override
    public void closed() {
      ended.incrementAndGet();
    }

    void tell(String line) {
      lines.add(line);
      wake.run();
    }
  }

  @Test
  void shouldTellWhatLiesReadyAndWhatComes() {
    story.lines.add("once");
    AssertSubscriber<OutboundSseEvent> client = open(10);

    client.awaitItems(2);
    story.tell("upon");
    client.awaitItems(3);

    assertThat(client.getItems().get(0).getReconnectDelay()).isEqualTo(2_000);
    assertThat(data(client)).containsExactly("once", "upon");
    assertThat(client.getItems().get(1).getId()).isEqualTo("7");
    assertThat(client.getItems().get(1).getName()).isEqualTo("line");
  }

  @Test
  void shouldAskNothingOfTheFeedWhileTheClientIsSlow() {
    AssertSubscriber<OutboundSseEvent> client = open(1);
    client.awaitItems(1);
    for (int i = 0; i < 1_000; i++) {
      story.tell("line " + i);
    }
    assertThat(story.asked).hasValue(0);
    assertThat(client.getItems()).hasSize(1);

    client.request(1_000);

    client.awaitItems(1_001);
    assertThat(data(client)).startsWith("line 0").endsWith("line 999");
  }

  @Test
  void shouldLoseNoCallHoweverManyCallAtOnce() throws InterruptedException {
    AssertSubscriber<OutboundSseEvent> client = open(Long.MAX_VALUE);
    List<Thread> tellers = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      int teller = i;
      tellers.add(
          Thread.startVirtualThread(
              () -> {
                for (int line = 0; line < 100; line++) {
                  story.tell(teller + " " + line);
                }
              }));
    }
    for (Thread each : tellers) {
      each.join();
    }

    client.awaitItems(5_001, Duration.ofSeconds(10));
    assertThat(data(client)).doesNotHaveDuplicates();
  }

  @Test
  void shouldEndWithTheReasonWhenTheViewerMayNotLookAnyMore() {
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);
    objection = Optional.of("unauthenticated");

    check(Duration.ZERO);

    client.awaitCompletion();
    assertThat(client.getLastItem().getName()).isEqualTo("unauthenticated");
    await().untilAtomic(story.ended, is(1));
    assertThat(closed).hasValue(1);
    assertThat(hungUp).isFalse();
  }

  @Test
  void shouldKeepBackWhatWasFoundForAViewerWhoMayNotLookAnyMore() {
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);
    objection = Optional.of("forbidden");

    story.tell("secret");

    client.awaitCompletion();
    assertThat(client.getItems()).hasSize(2);
    assertThat(client.getLastItem().getName()).isEqualTo("forbidden");
  }

  @Test
  void shouldHangUpOnAClientThatDoesNotTakeItsLastWords() {
    open(1);
    objection = Optional.of("unauthenticated");
    check(Duration.ZERO);
    assertThat(hungUp).isFalse();

    check(Duration.ofSeconds(1));

    assertThat(hungUp).isTrue();
  }

  @Test
  void shouldShowThatItIsAliveOnlyAfterSilence() {
    long before = System.nanoTime();
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);
    stream.check(before + HEARTBEAT.toNanos(), HEARTBEAT);
    assertThat(client.getItems()).hasSize(1);

    check(HEARTBEAT.plusSeconds(1));

    assertThat(client.getItems()).hasSize(2);
    assertThat(client.getLastItem().getComment()).isEmpty();
    assertThat(client.getLastItem().getData()).isNull();
  }

  @Test
  void shouldEndWhenAllIsTold() {
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);
    // In this order: it may be asked at any time, and is not over before its last line is told.
    story.lines.add("the end");
    story.over = true;
    story.wake.run();

    client.awaitCompletion();
    assertThat(data(client)).containsExactly("the end");
    await().untilAtomic(story.ended, is(1));
    assertThat(closed).hasValue(1);
  }

  @Test
  void shouldForgetAClientThatLeaves() {
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);

    client.cancel();

    await().untilAtomic(story.ended, is(1));
    assertThat(closed).hasValue(1);
  }

  @Test
  void shouldCloseTheFeedOfAClientThatLeavesWhileItIsOpened() {
    story.atOpening = () -> stream.check(System.nanoTime(), HEARTBEAT);
    lost.set(true);
    open(10).awaitCompletion();
    assertThat(story.begun).as("left before").hasValue(0);
    assertThat(story.ended).hasValue(0);
    assertThat(closed).hasValue(1);

    lost.set(false);
    story.atOpening =
        () -> {
          lost.set(true);
          stream.check(System.nanoTime(), HEARTBEAT);
        };
    open(10);

    assertThat(story.begun).as("left meanwhile").hasValue(1);
    assertThat(story.ended).hasValue(1);
    assertThat(closed).hasValue(2);
  }

  @Test
  void shouldForgetAClientThatIsGoneWithoutAWord() {
    open(1);
    story.tell("nobody takes this");
    lost.set(true);

    check(Duration.ZERO);

    assertThat(closed).hasValue(1);
    assertThat(story.ended).hasValue(1);
  }

  @Test
  void shouldForgetAClientThatLeftBeforeAnythingBegan() {
    stream = stream();
    check(HEARTBEAT.plusSeconds(1));
    assertThat(closed).hasValue(0);
    lost.set(true);

    check(Duration.ZERO);

    assertThat(closed).hasValue(1);
    Multi.createFrom()
        .<OutboundSseEvent>emitter(stream::begin, BackPressureStrategy.BUFFER)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(10))
        .awaitCompletion();
    assertThat(story.begun).hasValue(0);
    assertThat(closed).hasValue(1);
  }

  @Test
  void shouldWatchOverTheOthersWhenOneCannotBeChecked() {
    EventStream broken =
        new EventStream(
            new Story(),
            () -> {
              throw new IllegalStateException("no answer");
            },
            connection(),
            gone -> {});
    Multi.createFrom()
        .<OutboundSseEvent>emitter(broken::begin, BackPressureStrategy.BUFFER)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(10));
    AssertSubscriber<OutboundSseEvent> client = open(10);
    client.awaitItems(1);
    objection = Optional.of("unauthenticated");

    EventStreams.check(List.of(broken, stream), System.nanoTime(), HEARTBEAT);

    client.awaitCompletion();
    assertThat(client.getLastItem().getName()).isEqualTo("unauthenticated");
  }

  private AssertSubscriber<OutboundSseEvent> open(long demand) {
    stream = stream();
    return Multi.createFrom()
        .<OutboundSseEvent>emitter(stream::begin, BackPressureStrategy.BUFFER)
        .subscribe()
        .withSubscriber(AssertSubscriber.create(demand));
  }

  private EventStream stream() {
    return new EventStream(story, () -> objection, connection(), gone -> closed.incrementAndGet());
  }

  private EventStream.Connection connection() {
    return new EventStream.Connection() {

      @Override
      public boolean lost() {
        return lost.get();
      }

      @Override
      public void hangUp() {
        hungUp.set(true);
      }
    };
  }

  private void check(Duration later) {
    stream.check(System.nanoTime() + later.toNanos(), HEARTBEAT);
  }

  private static List<Object> data(AssertSubscriber<OutboundSseEvent> client) {
    return client.getItems().stream()
        .map(OutboundSseEvent::getData)
        .filter(each -> each != null)
        .toList();
  }
}
