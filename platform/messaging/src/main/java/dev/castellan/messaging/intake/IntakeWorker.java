package dev.castellan.messaging.intake;

import dev.castellan.messaging.batch.Gathering;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Handles what a channel polls, in order, on a thread of its own. What several polls brought while
 * one batch was handled is the next batch: each poll by itself would be a transaction of a few
 * records. Each poll is acknowledged when its records have been handled.
 */
final class IntakeWorker implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {

  /** No further poll is added to a batch that has so many records. */
  private static final int LARGEST_BATCH = 500;

  /** Bytes that may wait here; beyond them nothing is polled until some are handled. */
  private static final long MOST_WAITING = 16L << 20;

  /** What a record counts for at least, so that a thousand small ones are all that may wait. */
  private static final long LEAST_WEIGHT = 16L << 10;

  private static final Message<ConsumerRecords<String, byte[]>> END =
      Message.of(ConsumerRecords.empty());

  private final String name;
  private final Intake.Handler handler;
  private final LinkedBlockingQueue<Message<ConsumerRecords<String, byte[]>>> polled =
      new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final Gathering gathering = new Gathering();
  private volatile Thread thread;
  private volatile boolean ended;
  private Flow.Subscription subscription;

  /**
   * @param name of its thread
   */
  IntakeWorker(String name, Intake.Handler handler) {
    this.name = name;
    this.handler = handler;
  }

  @Override
  public void onSubscribe(Flow.Subscription channel) {
    subscription = channel;
    thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    channel.request(1);
  }

  @Override
  public void onNext(Message<ConsumerRecords<String, byte[]>> poll) {
    // Counted before the worker can see it, or it would be taken off first.
    long now = waiting.addAndGet(weight(poll));
    polled.add(poll);
    if (now < MOST_WAITING) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    Log.errorf(failure, "Nothing more is read of %s", name);
    end();
  }

  @Override
  public void onComplete() {
    end();
  }

  /**
   * Begins no further batch. It is not interrupted in one: a database that turns an interrupted
   * thread away would make good events look bad.
   */
  void end() {
    ended = true;
    polled.add(END);
  }

  /** Waits for the batch at hand. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    if (thread != null) {
      thread.join(atMost);
    }
  }

  private void work() {
    List<Message<ConsumerRecords<String, byte[]>>> polls = new ArrayList<>();
    try {
      while (true) {
        polls.clear();
        polls.add(polled.take());
        gathering.await(polled::size, LARGEST_BATCH);
        if (ended) {
          return;
        }
        handle(polls);
      }
    } catch (Throwable e) {
      // Even an error: a channel that stands still must be seen by whoever asks for health.
      if (!ended) {
        Log.errorf(e, "%s cannot go on", name);
        polls.stream().findFirst().ifPresent(poll -> poll.nack(e));
      }
    }
  }

  private void handle(List<Message<ConsumerRecords<String, byte[]>>> polls)
      throws InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    polls.get(0).getPayload().forEach(records::add);
    while (records.size() < LARGEST_BATCH && polled.peek() != null) {
      Message<ConsumerRecords<String, byte[]>> more = polled.remove();
      more.getPayload().forEach(records::add);
      polls.add(more);
    }
    gathering.done(records.size());
    handler.handle(records);
    polls.forEach(Message::ack);
    long handled = polls.stream().mapToLong(IntakeWorker::weight).sum();
    long before = waiting.getAndAdd(-handled);
    if (before >= MOST_WAITING && before - handled < MOST_WAITING) {
      subscription.request(1);
    }
  }

  private static long weight(Message<ConsumerRecords<String, byte[]>> poll) {
    long weight = 0;
    for (ConsumerRecord<String, byte[]> each : poll.getPayload()) {
      weight += Math.max(LEAST_WEIGHT, each.value() == null ? 0 : each.value().length);
    }
    return weight;
  }
}
