package dev.castellan.widget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Caller;
import dev.castellan.widget.smartobjects.Epoch;
import dev.castellan.widget.smartobjects.SmartobjectNews;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Vetoed;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ReadingsTest {

  private static final Caller ADMIN = new Caller(1, "admin", Caller.ADMIN_PROFILE, "admin");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Question QUESTION = new Question(7, "getState", Map.of());
  private static final EvaluationConfig CONFIG = new Config();

  private final Asked asked = new Asked();
  private final List<Object> news = new ArrayList<>();
  private final Epoch epoch = new Epoch();
  private final Readings readings = new Readings(asked, listener(), epoch, CONFIG);

  /** Answers when it is told to. */
  @Vetoed
  private static final class Asked extends Evaluator {

    private final List<CompletableFuture<Reading>> questions = new ArrayList<>();

    private Asked() {
      super(null, new ObjectMapper(), null, CONFIG);
    }

    @Override
    CompletableFuture<Reading> ask(Question question, Caller caller) {
      questions.add(new CompletableFuture<>());
      return questions.get(questions.size() - 1);
    }

    void answer(Object data) {
      // Asked now: it is answered in no time.
      complete(Reading.of(data, System.nanoTime(), 10));
    }

    void complete(Reading reading) {
      questions.get(questions.size() - 1).complete(reading);
    }
  }

  @Test
  void shouldAskAtOnceWhenTheObjectChangesAfterAnAnswerThatNoChangeHadPrompted() {
    get();
    asked.answer(1);
    get();
    assertThat(asked.questions).hasSize(1);

    readings.changed(7);

    get();
    assertThat(asked.questions).hasSize(2);
    long answered = System.nanoTime();
    asked.answer(2);
    readings.changed(7);
    CompletableFuture<Reading> again = get();
    assumeTrue(System.nanoTime() - answered < 1_000_000_000L, "the machine stood still");
    assertThat(again).as("a second has not passed").isCompletedWithValueMatching(isData(2));
    assertThat(asked.questions).hasSize(2);
  }

  @Test
  void shouldAskAgainForWhateverMayHaveBeenMissed() {
    get();
    asked.answer(1);
    long before = epoch.now();

    readings.missedChanges();

    assertThat(epoch.now()).isGreaterThan(before);
    get();
    assertThat(asked.questions).hasSize(2);
  }

  @Test
  void shouldNotTryAgainAtOnceWhatFailedHoweverFreshItShouldBe() {
    get();
    asked.complete(Reading.failed("action-failed", System.nanoTime()));

    assertThat(readings.get(QUESTION, Duration.ofNanos(1), ADMIN)).isCompleted();
    assertThat(asked.questions).hasSize(1);
  }

  @Test
  void shouldTellWhoAsksForASilentObjectSoWhileItIsAskedAgain() {
    get();
    asked.complete(silentFor(Duration.ofSeconds(10)));

    CompletableFuture<Reading> second = get();

    assertThat(second).isCompletedWithValueMatching(Reading::timedOut);
    assertThat(asked.questions).hasSize(2);
    asked.answer("back");
    assertThat(get()).isCompletedWithValueMatching(isData("back"));
  }

  @Test
  void shouldWaitForAnObjectWhoseSilenceWasLongAgo() {
    get();
    asked.complete(silentFor(Duration.ofMinutes(2)));

    assertThat(get()).isNotDone();
  }

  @Test
  void shouldTellNothingWhenAQuestionCouldNotBePut() {
    CompletableFuture<Reading> answer = get();
    long before = epoch.now();

    asked.complete(Reading.unasked(System.nanoTime()));

    assertThat(answer).isCompletedWithValueMatching(each -> !each.succeeded());
    assertThat(news).isEmpty();
    assertThat(epoch.now()).isEqualTo(before);
    assertThat(readings.last(QUESTION)).isNull();
    get();
    assertThat(asked.questions).hasSize(2);
    asked.answer(1);
    assertThat(news).containsExactly(new SmartobjectNews(7));
  }

  @Test
  void shouldKeepTheVeryDataWhenTheNextAnswerIsTheSame() {
    get();
    asked.answer(Map.of("level", 1));
    Object first = readings.last(QUESTION).data();
    readings.changed(7);
    get();

    asked.answer(Map.of("level", 1));

    assertThat(readings.last(QUESTION).data()).isSameAs(first);
  }

  private CompletableFuture<Reading> get() {
    return readings.get(QUESTION, HOUR, ADMIN);
  }

  private static Reading silentFor(Duration period) {
    long then = System.nanoTime() - period.toNanos();
    return new Reading(null, "action-timed-out", then, then, false, 10);
  }

  private static Predicate<Reading> isData(Object data) {
    return each -> data.equals(each.data());
  }

  @SuppressWarnings("unchecked")
  private Event<SmartobjectNews> listener() {
    return (Event<SmartobjectNews>)
        Proxy.newProxyInstance(
            Event.class.getClassLoader(),
            new Class<?>[] {Event.class},
            (proxy, method, arguments) -> {
              news.add(arguments[0]);
              return null;
            });
  }

  private record Config(
      Duration timeout,
      int atOnce,
      int atOnceOfOne,
      int atOnceDoubtful,
      int waiting,
      int cacheShare,
      Duration suspicion)
      implements EvaluationConfig {

    private Config() {
      this(Duration.ofSeconds(2), 64, 8, 16, 100, 16, Duration.ofMillis(300));
    }
  }
}
