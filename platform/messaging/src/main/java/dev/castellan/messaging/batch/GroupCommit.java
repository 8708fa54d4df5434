package dev.castellan.messaging.batch;

import dev.castellan.messaging.intake.Outage;
import dev.castellan.messaging.trace.TraceContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Does many small units of work in one transaction, as PostgreSQL does with its commits: while one
 * batch runs, the next one gathers. A unit that comes alone is done at once, by its own thread.
 *
 * <p>When a batch fails, its units are tried one by one, so that a bad one fails alone; not when
 * the database is away, which each of them would have to find out by waiting.
 *
 * @param <T> a unit of work
 * @param <R> its outcome
 */
public final class GroupCommit<T, R> {

  private final int largestBatch;
  private final Function<List<T>, List<R>> work;
  private final ConcurrentLinkedQueue<Unit<T, R>> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean led = new AtomicBoolean();
  private final Optional<Gathering> gathering;

  private record Unit<T, R>(T item, CompletableFuture<R> outcome) {}

  /**
   * @param work runs in one transaction of its own and answers one outcome per unit, in order
   */
  public GroupCommit(int largestBatch, Function<List<T>, List<R>> work) {
    this(largestBatch, Optional.empty(), work);
  }

  /**
   * For work that others must go on with: what is done together also goes on together.
   *
   * @param work as above
   */
  public GroupCommit(int largestBatch, Gathering gathering, Function<List<T>, List<R>> work) {
    this(largestBatch, Optional.of(gathering), work);
  }

  private GroupCommit(
      int largestBatch, Optional<Gathering> gathering, Function<List<T>, List<R>> work) {
    this.largestBatch = largestBatch;
    this.gathering = gathering;
    this.work = work;
  }

  /**
   * Does the work and waits for its commit.
   *
   * @throws RuntimeException what the work threw for this unit
   */
  public R call(T item) {
    try {
      return submit(item).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Does the work; completes after its commit. */
  public CompletableFuture<R> submit(T item) {
    Unit<T, R> unit = new Unit<>(item, new CompletableFuture<>());
    waiting.add(unit);
    lead();
    return unit.outcome;
  }

  /**
   * One thread at a time leads: it takes what has gathered, then leaves the rest to a fresh thread.
   */
  private void lead() {
    if (!led.compareAndSet(false, true)) {
      return;
    }
    try {
      gathering.ifPresent(each -> each.await(waiting::size, largestBatch));
      runBatch();
    } finally {
      led.set(false);
    }
    if (!waiting.isEmpty()) {
      Thread.startVirtualThread(this::lead);
    }
  }

  private void runBatch() {
    List<Unit<T, R>> batch = new ArrayList<>();
    for (Unit<T, R> unit; batch.size() < largestBatch && (unit = waiting.poll()) != null; ) {
      batch.add(unit);
    }
    if (batch.isEmpty()) {
      return;
    }
    gathering.ifPresent(each -> each.done(batch.size()));
    try {
      complete(batch);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1 || Outage.causes(e)) {
        batch.forEach(unit -> unit.outcome.completeExceptionally(e));
      } else {
        batch.forEach(this::completeAlone);
      }
    }
  }

  private void complete(List<Unit<T, R>> batch) {
    if (batch.size() == 1) {
      apply(batch);
    } else {
      TraceContext.shared(() -> apply(batch));
    }
  }

  private void apply(List<Unit<T, R>> batch) {
    List<R> outcomes = work.apply(batch.stream().map(Unit::item).toList());
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).outcome.complete(outcomes.get(i));
    }
  }

  private void completeAlone(Unit<T, R> unit) {
    try {
      complete(List.of(unit));
    } catch (RuntimeException | Error e) {
      unit.outcome.completeExceptionally(e);
    }
  }
}
