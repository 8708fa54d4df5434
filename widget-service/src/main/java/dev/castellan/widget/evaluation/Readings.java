package dev.castellan.widget.evaluation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.widget.smartobjects.Epoch;
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

  /** An object that changes all the time is asked for its changes so often at most. */
  private static final Duration CHANGES_AT_MOST_EVERY = Duration.ofSeconds(1);

  /** From the end of the attempt on: what takes long to fail is not tried all the time. */
  private static final long FAILURES_GOOD_FOR = Duration.ofSeconds(5).toNanos();

  /** Who asks for an object that was silent lately is told so while it is asked again. */
  private static final long SILENCE_COUNTS_FOR = Duration.ofMinutes(1).toNanos();

  private static final Duration OLDEST = Duration.ofDays(1);
  private static final long MOST_OBJECTS = 100_000;

  private final Evaluator evaluator;
  private final Event<SmartobjectNews> news;
  private final Epoch epoch;
  private final Restraint changeNews = new Restraint(CHANGES_AT_MOST_EVERY, this::tell);
  private final Map<Question, CompletableFuture<Reading>> running = new ConcurrentHashMap<>();
  private final Cache<Question, Reading> known;
  private final Cache<Long, Long> changes =
      Caffeine.newBuilder().maximumSize(MOST_OBJECTS).expireAfterWrite(OLDEST).build();

  /** What changed before then may not have been heard of, whichever object it was. */
  private volatile long deafUntil = System.nanoTime();

  Readings(Evaluator evaluator, Event<SmartobjectNews> news, Epoch epoch, EvaluationConfig config) {
    this.evaluator = evaluator;
    this.news = news;
    this.epoch = epoch;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(Runtime.getRuntime().maxMemory() / config.cacheShare())
            .weigher((Question question, Reading answer) -> question.weight() + answer.weight())
            .expireAfterWrite(OLDEST)
            .build();
  }

  /**
   * The answer, at once when it is known and good, or when its object was silent lately.
   *
   * @param maxAge how old it may be
   * @param caller in whose name the question is put if it must be
   */
  public CompletableFuture<Reading> get(Question question, Duration maxAge, Caller caller) {
    Reading last = known.getIfPresent(question);
    if (goodFor(question, last, maxAge) > 0) {
      return CompletableFuture.completedFuture(last);
    }
    CompletableFuture<Reading> answer = ask(question, maxAge, caller);
    boolean silent =
        last != null
            && last.timedOut()
            && System.nanoTime() - last.endedAt() < SILENCE_COUNTS_FOR
            && !answer.isDone();
    return silent ? CompletableFuture.completedFuture(last) : answer;
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

  /** Nanoseconds for which an answer is good that somebody has; none when there is a later one. */
  public long goodFor(Question question, Duration maxAge, Reading had) {
    return known.getIfPresent(question) == had ? Math.max(0, goodFor(question, had, maxAge)) : 0;
  }

  /** An object may answer differently from now on. */
  public void changed(long smartobjectId) {
    changes.put(smartobjectId, System.nanoTime());
    epoch.next();
    changeNews.happened(smartobjectId);
  }

  /** Any object may answer differently: changes may have been missed until now. */
  public void missedChanges() {
    deafUntil = System.nanoTime();
    epoch.next();
  }

  /** Takes a result off the topic, if it is the answer to a question of ours. */
  public void answered(String executionId, byte[] result) {
    evaluator.answered(executionId, result);
  }

  private CompletableFuture<Reading> ask(Question question, Duration maxAge, Caller caller) {
    CompletableFuture<Reading> mine = new CompletableFuture<>();
    CompletableFuture<Reading> others = running.putIfAbsent(question, mine);
    if (others != null) {
      return others;
    }
    Reading last = known.getIfPresent(question);
    if (goodFor(question, last, maxAge) > 0) {
      // It came between the two looks.
      running.remove(question);
      mine.complete(last);
    } else {
      boolean prompted = last != null && changedSince(question, last);
      evaluator
          .ask(question, caller)
          .thenAccept(reading -> keep(question, reading.after(last, prompted), mine));
    }
    return mine;
  }

  private void keep(Question question, Reading reading, CompletableFuture<Reading> answer) {
    if (reading.asked()) {
      known.put(question, reading);
      epoch.next();
    }
    running.remove(question);
    answer.complete(reading);
    if (reading.asked()) {
      // Else nobody knows more than before; who wants to try again does so in his own time.
      tell(question.smartobjectId());
    }
  }

  private void tell(long smartobjectId) {
    news.fire(new SmartobjectNews(smartobjectId));
  }

  private long goodFor(Question question, Reading reading, Duration maxAge) {
    if (reading == null) {
      return 0;
    }
    long now = System.nanoTime();
    long good =
        reading.succeeded()
            ? maxAge.toNanos() - (now - reading.askedAt())
            : FAILURES_GOOD_FOR - (now - reading.endedAt());
    if (!changedSince(question, reading)) {
      return good;
    }
    return reading.prompted()
        ? Math.min(good, CHANGES_AT_MOST_EVERY.toNanos() - (now - reading.askedAt()))
        : 0;
  }

  private boolean changedSince(Question question, Reading reading) {
    Long change = changes.getIfPresent(question.smartobjectId());
    return change != null && change - reading.askedAt() > 0 || deafUntil - reading.askedAt() > 0;
  }
}
