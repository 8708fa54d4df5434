package dev.castellan.widget.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.question.Questions;
import dev.castellan.web.failure.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Puts questions and recognises their answers. Results of all executions of the suite pass by; ours
 * are those whose execution id was given out here.
 */
@ApplicationScoped
class Evaluator {

  private static final String SOURCE = "widget";

  private final Questions questions;
  private final ObjectMapper mapper;
  private final EvaluationConfig config;
  private final Turnstile turnstile;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  private record Asked(long at, CompletableFuture<Reading> answer) {}

  Evaluator(Questions questions, ObjectMapper mapper, EvaluationConfig config) {
    this.questions = questions;
    this.mapper = mapper;
    this.config = config;
    this.turnstile =
        new Turnstile(
            config.atOnce(), config.atOnceOfOne(), config.atOnceDoubtful(), config.waiting());
  }

  /**
   * Puts a question, now or when there is room.
   *
   * @return its one answer, or a failure when the time is over
   */
  CompletableFuture<Reading> ask(Question question, Caller caller) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    long now = System.nanoTime();
    CompletableFuture<Reading> answer = new CompletableFuture<>();
    Turnstile.Ticket ticket =
        turnstile.enter(
            question.smartobjectId(),
            () -> Thread.startVirtualThread(() -> put(question, id, caller, answer)));
    if (ticket == null) {
      return CompletableFuture.completedFuture(Reading.unasked(now));
    }
    return answer
        .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .handle((reading, late) -> late == null ? reading : unanswered(id, now))
        .whenComplete(
            (reading, never) -> {
              asked.remove(id.toString());
              ticket.leave(reading.timedOut());
            });
  }

  /** Takes a result off the topic, if it is the answer to a question of ours. */
  void answered(String executionId, byte[] result) {
    Asked question = asked.remove(executionId);
    if (question == null) {
      return;
    }
    try {
      ActionFinished finished = mapper.readValue(result, ActionFinished.class);
      question
          .answer()
          .complete(
              finished.status() == ExecutionStatus.SUCCEEDED
                  ? Reading.of(finished.result(), question.at(), result.length)
                  : Reading.failed(code(finished), question.at()));
    } catch (IOException e) {
      Log.warnf("The answer %s cannot be read: %s", executionId, e.getMessage());
    }
  }

  private void put(Question question, UUID id, Caller caller, CompletableFuture<Reading> answer) {
    asked.put(id.toString(), new Asked(System.nanoTime(), answer));
    if (answer.isDone()) {
      asked.remove(id.toString());
      return;
    }
    try {
      questions.ask(
          new ActionRequested(
              id,
              id,
              0,
              question.smartobjectId(),
              question.action(),
              question.arguments(),
              caller,
              SOURCE,
              true,
              Instant.now().plus(config.timeout())));
    } catch (RuntimeException e) {
      Log.debugf("A question cannot be put: %s", e.getMessage());
      answer.complete(Reading.unasked(System.nanoTime()));
    }
  }

  private Reading unanswered(UUID id, long since) {
    Asked question = asked.get(id.toString());
    return question == null
        ? Reading.unasked(since)
        : Reading.failed(ErrorCode.ACTION_TIMED_OUT.code(), question.at());
  }

  private static String code(ActionFinished finished) {
    if (finished.failure() != null) {
      return finished.failure().code();
    }
    return finished.status() == ExecutionStatus.TIMED_OUT
        ? ErrorCode.ACTION_TIMED_OUT.code()
        : ErrorCode.ACTION_FAILED.code();
  }
}
