package dev.castellan.messaging.intake;

import dev.castellan.messaging.batch.Gathering;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Handles what a channel polls, in order, on a thread of its own. What several polls brought while
 * one batch was handled is the next batch: each poll by itself would be a transaction of a few
 * records. Each poll is acknowledged when its records have been handled.
 */
public final class IntakeWorker
    implements Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> {

  /** Records that may wait here; beyond it nothing more is polled until some are handled. */
  private static final int MOST_WAITING = 1_000;

  private final String name;
  private final Handler handler;
  private final LinkedBlockingQueue<Message<ConsumerRecords<String, byte[]>>> polled =
      new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Gathering gathering = new Gathering();
  private Flow.Subscription subscription;
  private Thread thread;

  /** What records are for. When it throws, the channel fails. */
  public interface Handler {

    /**
     * @param records one or more, in offset order per partition
     */
    void handle(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException;
  }

  /**
   * @param name of its thread
   */
  public IntakeWorker(String name, Handler handler) {
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
    int count = poll.getPayload().count();
    polled.add(poll);
    if (waiting.addAndGet(count) < MOST_WAITING) {
      subscription.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    Log.errorf(failure, "%s reads nothing more", name);
    thread.interrupt();
  }

  @Override
  public void onComplete() {
    thread.interrupt();
  }

  private void work() {
    List<Message<ConsumerRecords<String, byte[]>>> polls = new ArrayList<>();
    try {
      while (true) {
        polls.add(polled.take());
        gathering.await(waiting::get);
        polled.drainTo(polls);
        handle(polls);
        polls.clear();
      }
    } catch (InterruptedException e) {
      // The channel has ended.
    } catch (RuntimeException e) {
      polls.forEach(poll -> poll.nack(e));
    }
  }

  private void handle(List<Message<ConsumerRecords<String, byte[]>>> polls)
      throws InterruptedException {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    polls.forEach(poll -> poll.getPayload().forEach(records::add));
    gathering.done(records.size());
    handler.handle(records);
    polls.forEach(Message::ack);
    if (waiting.getAndAdd(-records.size()) >= MOST_WAITING) {
      subscription.request(1);
    }
  }
}
