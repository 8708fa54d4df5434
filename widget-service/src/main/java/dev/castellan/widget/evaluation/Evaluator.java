package dev.castellan.widget.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.ExecutionStatus;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.messaging.question.Questions;
import dev.castellan.messaging.trace.TraceContext;
import dev.castellan.web.failure.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Puts questions and recognises their answers. Results of all executions of the suite pass by; ours
 * are those whose execution id was given out here.
 */
@ApplicationScoped
class Evaluator {

  private static final String SOURCE = "widget";

  /** A question ends before its first reader does, who so learns what has become of it. */
  private static final Duration MARGIN = Duration.ofMillis(50);

  private final Questions questions;
  private final ObjectMapper mapper;
  private final TraceContext trace;
  private final EvaluationConfig config;
  private final Turnstile turnstile;
  private final Executor suspicion;
  private final Map<String, Inquiry> asked = new ConcurrentHashMap<>();

  Evaluator(Questions questions, ObjectMapper mapper, TraceContext trace, EvaluationConfig config) {
    this.questions = questions;
    this.mapper = mapper;
    this.trace = trace;
    this.config = config;
    this.suspicion =
        CompletableFuture.delayedExecutor(config.suspicion().toMillis(), TimeUnit.MILLISECONDS);
    this.turnstile =
        new Turnstile(
            config.atOnce(), config.atOnceOfOne(), config.atOnceDoubtful(), config.waiting());
  }

  /** One question on its way. */
  private final class Inquiry implements Turnstile.Guest {

    private final UUID id = UuidCreator.getTimeOrderedEpoch();
    private final long begunAt = System.nanoTime();
    private final CompletableFuture<Reading> answer = new CompletableFuture<>();
    private final String traceParent = trace.current();
    private final Question question;
    private final Caller caller;
    private volatile Long askedAt;

    private Inquiry(Question question, Caller caller) {
      this.question = question;
      this.caller = caller;
    }

    @Override
    public void enter(Turnstile.Ticket ticket) {
      Thread.startVirtualThread(() -> put(ticket));
    }

    @Override
    public void giveUp() {
      answer.complete(unanswered());
    }

    private void put(Turnstile.Ticket ticket) {
      askedAt = System.nanoTime();
      asked.put(id.toString(), this);
      if (answer.isDone()) {
        asked.remove(id.toString());
        return;
      }
      try {
        questions.ask(command(), traceParent);
      } catch (RuntimeException e) {
        Log.debugf("A question cannot be put: %s", e.getMessage());
        answer.complete(Reading.unasked(System.nanoTime()));
      }
      suspicion.execute(
          () -> {
            if (!answer.isDone()) {
              ticket.suspect();
            }
          });
    }

    private ActionRequested command() {
      return new ActionRequested(
          id,
          id,
          0,
          question.smartobjectId(),
          question.action(),
          question.arguments(),
          caller,
          SOURCE,
          true,
          Instant.now().plus(config.timeout()));
    }

    private Reading unanswered() {
      return askedAt == null
          ? Reading.unasked(begunAt)
          : Reading.failed(ErrorCode.ACTION_TIMED_OUT.code(), askedAt);
    }
  }

  /**
   * Puts a question, now or when there is room.
   *
   * @return its one answer, or a failure when the time is over
   */
  CompletableFuture<Reading> ask(Question question, Caller caller) {
    Inquiry inquiry = new Inquiry(question, caller);
    Turnstile.Ticket ticket = turnstile.enter(question.smartobjectId(), inquiry);
    if (ticket == null) {
      return CompletableFuture.completedFuture(Reading.unasked(inquiry.begunAt));
    }
    return inquiry
        .answer
        .orTimeout(config.timeout().minus(MARGIN).toMillis(), TimeUnit.MILLISECONDS)
        .handle((reading, late) -> late == null ? reading : inquiry.unanswered())
        .whenComplete(
            (reading, never) -> {
              asked.remove(inquiry.id.toString());
              ticket.leave(reading.timedOut());
            });
  }

  /** Takes a result off the topic, if it is the answer to a question of ours. */
  void answered(String executionId, byte[] result) {
    Inquiry inquiry = asked.remove(executionId);
    if (inquiry == null) {
      return;
    }
    try {
      ActionFinished finished = mapper.readValue(result, ActionFinished.class);
      inquiry.answer.complete(
          finished.status() == ExecutionStatus.SUCCEEDED
              ? Reading.of(finished.result(), inquiry.askedAt, result.length)
              : Reading.failed(code(finished), inquiry.askedAt));
    } catch (IOException e) {
      Log.warnf("The answer %s cannot be read: %s", executionId, e.getMessage());
    }
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
