package dev.castellan.widget.evaluation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.widget.smartobjects.SmartobjectNews;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers that are known. Each is good for a while, less when its object has changed since it was
 * asked, and equal questions that are put together are one. Whether a viewer may see an answer is
 * not decided here, but before and after.
 */
@ApplicationScoped
public class Readings {

  /** An object that changes all the time is asked so often at most. */
  private static final long CHANGES_AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();

  private static final long FAILURES_GOOD_FOR = Duration.ofSeconds(5).toNanos();
  private static final Duration OLDEST = Duration.ofDays(1);
  private static final long MOST_OBJECTS = 100_000;

  private final Evaluator evaluator;
  private final Event<SmartobjectNews> news;
  private final Map<Question, CompletableFuture<Reading>> running = new ConcurrentHashMap<>();
  private final Cache<Question, Reading> known;
  private final Cache<Long, Long> changes =
      Caffeine.newBuilder().maximumSize(MOST_OBJECTS).expireAfterWrite(OLDEST).build();

  Readings(Evaluator evaluator, Event<SmartobjectNews> news, EvaluationConfig config) {
    this.evaluator = evaluator;
    this.news = news;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(config.cacheBytes())
            .weigher((Question question, Reading reading) -> reading.weight())
            .expireAfterWrite(OLDEST)
            .build();
  }

  /**
   * The answer, at once when it is known and good.
   *
   * @param maxAge how old it may be
   * @param caller in whose name the question is put if it must be
   */
  public CompletableFuture<Reading> get(Question question, Duration maxAge, Caller caller) {
    Reading last = known.getIfPresent(question);
    if (goodFor(question, last, maxAge) > 0) {
      return CompletableFuture.completedFuture(last);
    }
    CompletableFuture<Reading> mine = new CompletableFuture<>();
    CompletableFuture<Reading> others = running.putIfAbsent(question, mine);
    if (others != null) {
      return others;
    }
    Reading now = known.getIfPresent(question);
    if (goodFor(question, now, maxAge) > 0) {
      // It came between the two looks.
      running.remove(question);
      mine.complete(now);
    } else {
      evaluator.ask(question, caller).thenAccept(reading -> keep(question, reading, mine));
    }
    return mine;
  }

  /** The last answer, however old; null when there is none. */
  public Reading last(Question question) {
    return known.getIfPresent(question);
  }

  /** Nanoseconds until it is worth asking again. */
  public long dueIn(Question question, Duration maxAge) {
    return running.containsKey(question)
        ? maxAge.toNanos()
        : Math.max(0, goodFor(question, known.getIfPresent(question), maxAge));
  }

  /** An object may answer differently from now on. */
  public void changed(long smartobjectId) {
    changes.put(smartobjectId, System.nanoTime());
    news.fire(new SmartobjectNews(smartobjectId));
  }

  /** Takes a result off the topic, if it is the answer to a question of ours. */
  public void answered(String executionId, byte[] result) {
    evaluator.answered(executionId, result);
  }

  private void keep(Question question, Reading reading, CompletableFuture<Reading> answer) {
    if (reading.asked()) {
      known.put(question, reading);
    }
    running.remove(question);
    answer.complete(reading);
    news.fire(new SmartobjectNews(question.smartobjectId()));
  }

  private long goodFor(Question question, Reading reading, Duration maxAge) {
    if (reading == null) {
      return 0;
    }
    long good = maxAge.toNanos();
    if (!reading.succeeded()) {
      good = Math.min(good, FAILURES_GOOD_FOR);
    }
    Long change = changes.getIfPresent(question.smartobjectId());
    if (change != null && change - reading.askedAt() > 0) {
      good = Math.min(good, CHANGES_AT_MOST_EVERY);
    }
    return good - (System.nanoTime() - reading.askedAt());
  }
}
