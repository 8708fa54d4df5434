package dev.castellan.messaging.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.castellan.contracts.EventTypes;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.trace.MessageSpan;
import dev.castellan.messaging.trace.TraceContext;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Takes polled records to a handler. A batch that fails is tried one record at a time; a record
 * that keeps failing goes to the dead-letter topic; while the database is away nothing counts as a
 * failure and the consumer waits, however long it takes.
 */
@ApplicationScoped
public class Intake {

  private static final int ATTEMPTS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  /** Of a worker that was told to stop. */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  private final DeadLetters deadLetters;
  private final ObjectMapper mapper;
  private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();
  private final List<IntakeWorker> workers = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /** What polled records are for. */
  public interface Handler {

    /**
     * @param records one or more, in offset order per partition
     * @throws RuntimeException and then the channel fails
     */
    void handle(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException;
  }

  Intake(DeadLetters deadLetters, ObjectMapper mapper) {
    this.deadLetters = deadLetters;
    this.mapper = mapper;
  }

  /** Before the relay stops: what has been handled by then is sent yet. */
  void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
    stopping = true;
    workers.forEach(IntakeWorker::end);
    for (IntakeWorker each : workers) {
      each.awaitEnd(LONGEST_STOP);
    }
  }

  /**
   * Takes what a channel polls to a handler, one batch after the other.
   *
   * @param channel its name
   */
  public Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> worker(
      String channel, Handler handler) {
    IntakeWorker worker = new IntakeWorker(channel, handler);
    workers.add(worker);
    return worker;
  }

  /** Handles polled records; returns when each has had its effect or is a dead letter. */
  public void handle(
      List<ConsumerRecord<String, byte[]>> records, Consumer<List<Received>> handler) {
    handle(records, handler, dead -> {});
  }

  /**
   * @param handler runs in a transaction of its own; called with one or more events, in offset
   *     order per key
   * @param onDead told, in the transaction of the dead letter, of an event that was given up
   */
  public void handle(
      List<ConsumerRecord<String, byte[]>> records,
      Consumer<List<Received>> handler,
      Consumer<Received> onDead) {
    List<ConsumerRecord<String, byte[]>> readable = new ArrayList<>(records.size());
    List<Received> events = new ArrayList<>(records.size());
    List<MessageSpan> spans = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> each : records) {
      try {
        Received event = decode(each, spans);
        if (event != null) {
          readable.add(each);
          events.add(event);
        }
      } catch (IOException | IllegalArgumentException e) {
        patiently(() -> deadLetters.store(each, e));
      }
    }
    try {
      if (!events.isEmpty() && !attempt(() -> handler.accept(events), 1)) {
        for (int i = 0; i < events.size(); i++) {
          handleAlone(readable.get(i), events.get(i), handler, onDead);
        }
      }
    } finally {
      spans.forEach(MessageSpan::end);
    }
  }

  private void handleAlone(
      ConsumerRecord<String, byte[]> polled,
      Received event,
      Consumer<List<Received>> handler,
      Consumer<Received> onDead) {
    RuntimeException[] last = new RuntimeException[1];
    if (!attempt(() -> handler.accept(List.of(event)), ATTEMPTS, last)) {
      patiently(() -> deadLetters.store(polled, last[0], () -> onDead.accept(event)));
    }
  }

  /** The event, or null when it is of a type that this version does not know. */
  private Received decode(ConsumerRecord<String, byte[]> polled, List<MessageSpan> spans)
      throws IOException {
    String type = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.TYPE);
    String id = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.ID);
    if (type == null || id == null || polled.value() == null) {
      throw new IllegalArgumentException("not a CloudEvent with data");
    }
    Class<? extends Record> recordType = EventTypes.recordOf(type);
    if (recordType == null) {
      Log.debugf("Skipping unknown event type %s", type);
      return null;
    }
    ObjectReader reader = readers.computeIfAbsent(recordType, mapper::readerFor);
    Record data = reader.readValue(polled.value());
    String trace = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.TRACE_PARENT);
    MessageSpan span = MessageSpan.handling(polled.topic(), type, TraceContext.wellFormed(trace));
    if (span.isThere()) {
      spans.add(span);
    }
    return new Received(UUID.fromString(id), polled.key(), data, span.traceParent());
  }

  private boolean attempt(Runnable work, int most) {
    return attempt(work, most, new RuntimeException[1]);
  }

  /** Whether the work was done within so many attempts; outages do not count as attempts. */
  private boolean attempt(Runnable work, int most, RuntimeException[] last) {
    for (int failures = 0; failures < most; ) {
      try {
        patiently(work);
        return true;
      } catch (RuntimeException e) {
        if (stopping || Thread.currentThread().isInterrupted()) {
          // It says nothing about the event.
          throw e;
        }
        last[0] = e;
        failures++;
        Log.warnf("Handling failed (%d of %d): %s", failures, most, e);
      }
    }
    return false;
  }

  /** Runs the work, waiting and starting over for as long as the database is away. */
  private void patiently(Runnable work) {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (stopping || !Outage.causes(e)) {
          throw e;
        }
        Log.warnf("Waiting for the database: %s", e.getMessage());
        sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting", e);
    }
  }
}
