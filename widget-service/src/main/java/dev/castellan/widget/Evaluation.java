package dev.castellan.widget;

import dev.castellan.contracts.Caller;
import dev.castellan.widget.evaluation.EvaluationConfig;
import dev.castellan.widget.evaluation.Question;
import dev.castellan.widget.evaluation.Reading;
import dev.castellan.widget.evaluation.Readings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Has all questions of one reading answered together: each once, and all in the same time. */
@ApplicationScoped
class Evaluation {

  private final SourceAccess access;
  private final Readings readings;
  private final EvaluationConfig config;

  Evaluation(SourceAccess access, Readings readings, EvaluationConfig config) {
    this.access = access;
    this.readings = readings;
    this.config = config;
  }

  /** When a reading that begins now must have its answers, by {@link System#nanoTime()}. */
  long deadline() {
    return System.nanoTime() + config.timeout().toNanos();
  }

  /** Answers to what the widgets ask and the viewer may see; what comes too late is a failure. */
  BiFunction<Source, Question, Reading> of(
      Collection<Widget> widgets, Caller viewer, long deadline) {
    Map<Question, Duration> wanted = new HashMap<>();
    for (Widget widget : widgets) {
      for (Source source : widget.sources()) {
        Question question = access.of(source, viewer).question();
        if (question != null) {
          // Who asks the same is shown the same, so the strictest decides for all.
          wanted.merge(question, source.mayBeAsOldAs(), Evaluation::shorter);
        }
      }
    }
    Map<Question, CompletableFuture<Reading>> answers = new HashMap<>();
    wanted.forEach(
        (question, maxAge) -> answers.put(question, readings.get(question, maxAge, viewer)));
    await(answers.values(), deadline);
    return (source, question) -> {
      CompletableFuture<Reading> answer = answers.get(question);
      return answer == null ? null : answer.getNow(Reading.LATE);
    };
  }

  /** The answer as far as it is known; one that is too old is asked for beside. */
  Reading latest(Source source, Question question, Caller viewer) {
    return readings.get(question, source.mayBeAsOldAs(), viewer).getNow(readings.last(question));
  }

  /** How long the answers to a widget's questions are good. */
  Duration goodFor(Widget widget, Caller viewer) {
    long nanos =
        widget.sources().stream()
            .mapToLong(
                each -> {
                  Question question = access.of(each, viewer).question();
                  return question == null
                      ? each.mayBeAsOldAs().toNanos()
                      : readings.dueIn(question, each.mayBeAsOldAs());
                })
            .min()
            .orElse(Long.MAX_VALUE);
    return Duration.ofNanos(nanos);
  }

  /** The objects that a widget's sources ask. */
  Set<Long> objects(Widget widget) {
    return widget.sources().stream()
        .flatMap(each -> access.object(each).stream())
        .collect(Collectors.toSet());
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void await(Collection<CompletableFuture<Reading>> answers, long deadline) {
    try {
      CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
          .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      // Who answered in time is shown.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
