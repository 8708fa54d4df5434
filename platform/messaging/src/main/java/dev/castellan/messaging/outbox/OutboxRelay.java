package dev.castellan.messaging.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Sends stored events to the broker: at once after commit, and by a sweeper what a crash or another
 * replica left. Four threads: one sends, one deletes what the broker has acknowledged, one sweeps,
 * one says that this relay lives.
 */
@ApplicationScoped
class OutboxRelay {

  private static final int BATCH = 500;
  private static final int LARGEST_DELETE = 5_000;
  private static final long FENCE_MILLIS = 50;

  /** Of a thread that was told to stop. */
  private static final Duration LONGEST_STEP = Duration.ofSeconds(2);

  private final OutboxStore store;
  private final OutboxConfig config;
  private final RelayQueue queue;
  private final LinkedBlockingQueue<OutboxRow> acknowledged = new LinkedBlockingQueue<>();
  private final Map<String, Object> kafka;
  private final String source;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running = true;
  private volatile double oldestSeconds;
  private volatile long lastBeat;
  private volatile OutboxProducer producer;

  OutboxRelay(
      OutboxStore store,
      OutboxConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "castellan.gate.service") String service,
      MeterRegistry metrics) {
    this.store = store;
    this.config = config;
    this.queue = new RelayQueue(config.queueSize());
    this.kafka = kafka;
    this.source = "/castellan/" + service;
    metrics.gauge("castellan.outbox.oldest.seconds", this, relay -> relay.oldestSeconds);
    metrics.gauge("castellan.outbox.queued", queue, RelayQueue::size);
  }

  void start(@Observes @Priority(100) StartupEvent event) {
    producer = new OutboxProducer(kafka, source);
    firstBeat();
    run("outbox-beat", this::beat);
    run("outbox-send", this::sendNext);
    run("outbox-delete", this::deleteAcknowledged);
    run("outbox-sweep", this::sweep);
  }

  /**
   * Known to be alive before the first row is claimed, or another relay would take it over at once.
   */
  private void firstBeat() {
    try {
      store.heartbeat(config.relayDeadAfter(), queue::beginAs);
      lastBeat = System.nanoTime();
    } catch (SQLException e) {
      lastBeat = System.nanoTime() - config.relayDeadAfter().toNanos();
      Log.warnf("Outbox relay cannot announce itself yet: %s", e.getMessage());
    }
  }

  /** By a thread of its own: being busy must not look like being dead. */
  private void beat() throws InterruptedException, SQLException {
    Thread.sleep(config.sweepEvery().toMillis());
    long begun = System.nanoTime();
    if (!store.heartbeat(config.relayDeadAfter(), this::beginAgainAs)) {
      Log.warn("This outbox relay was taken for dead; it goes on as a new one");
    }
    lastBeat = begun;
  }

  /** What is still on its way to the broker must not get there after what others send by now. */
  private void beginAgainAs(UUID relay) {
    queue.beginAs(relay);
    OutboxProducer former = producer;
    producer = new OutboxProducer(kafka, source);
    former.abandon();
  }

  /** Who may have been taken for dead must not send: another relay may be ahead of it already. */
  private boolean mayBeTakenForDead() {
    return System.nanoTime() - lastBeat > config.relayDeadAfter().toNanos() / 2;
  }

  void stop(@Observes @Priority(10_000) ShutdownEvent event) {
    running = false;
    threads.forEach(Thread::interrupt);
    if (producer != null) {
      producer.close();
      try {
        for (Thread each : threads) {
          each.join(LONGEST_STEP);
        }
        deleteAllAcknowledged();
        store.release();
      } catch (SQLException e) {
        Log.warnf("Outbox rows stay claimed until they are swept: %s", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void expect(List<OutboxRow> rows) {
    queue.expect(rows);
  }

  void forget(List<OutboxRow> rows) {
    queue.forget(rows);
  }

  void send(List<OutboxRow> rows) {
    queue.offer(rows);
  }

  private void sendNext() throws InterruptedException {
    for (OutboxRow row : queue.take(BATCH)) {
      sendUntilTaken(row);
    }
  }

  /**
   * The client blocks and then refuses a row while it does not know the topic, which it forgets
   * when it loses the broker. A row is not given up for that, and none after it goes first; but who
   * was taken for dead in the meantime leaves it to others.
   */
  private void sendUntilTaken(OutboxRow row) throws InterruptedException {
    while (running) {
      while (mayBeTakenForDead()) {
        Thread.sleep(FENCE_MILLIS);
      }
      // First the producer: one that is new by now must not get what a former relay had.
      OutboxProducer current = producer;
      if (!queue.holds(row)) {
        return;
      }
      try {
        current.send(row, () -> acknowledged.add(row), () -> queue.drop(row));
        return;
      } catch (org.apache.kafka.common.errors.InterruptException e) {
        throw new InterruptedException();
      } catch (KafkaException e) {
        Log.warnf("Event %s for %s waits: %s", row.type(), row.topic(), e.getMessage());
        Thread.sleep(500);
      }
    }
  }

  /** Waits a moment so that many rows go with one statement; nobody waits for them to be gone. */
  private void deleteAcknowledged() throws InterruptedException, SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    rows.add(acknowledged.take());
    try {
      Thread.sleep(config.deleteEvery());
    } catch (InterruptedException e) {
      acknowledged.addAll(rows);
      throw e;
    }
    acknowledged.drainTo(rows, LARGEST_DELETE);
    delete(rows);
  }

  private void deleteAllAcknowledged() throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    acknowledged.drainTo(rows);
    if (!rows.isEmpty()) {
      delete(rows);
    }
  }

  private void delete(List<OutboxRow> rows) throws SQLException {
    // What was sent as a relay that was taken for dead is sent again by whoever has it now.
    UUID relay = queue.relay();
    List<OutboxRow> own = rows.stream().filter(row -> row.relay().equals(relay)).toList();
    if (own.isEmpty()) {
      return;
    }
    boolean followersWait;
    try {
      followersWait = store.delete(own.stream().map(OutboxRow::id).toList(), relay);
    } catch (SQLException e) {
      acknowledged.addAll(own);
      throw e;
    }
    own.forEach(queue::drop);
    if (followersWait) {
      claimUnclaimed();
    }
  }

  private void sweep() throws InterruptedException, SQLException {
    Thread.sleep(config.sweepEvery().toMillis());
    claimUnclaimed();
    adoptForgotten();
    oldestSeconds = store.oldestSeconds();
  }

  /**
   * Claims what nobody sends. The rows are expected before the claim can be seen: a transaction
   * that finds one of them claimed by us must find it in our hands too, or its own event would
   * overtake it.
   */
  private synchronized void claimUnclaimed() throws SQLException {
    List<OutboxRow> expected = new ArrayList<>();
    try {
      List<OutboxRow> rows =
          store.claim(
              claimed -> {
                expected.addAll(claimed);
                queue.expect(claimed);
              });
      queue.offer(rows);
    } catch (SQLException e) {
      queue.forget(expected);
      throw e;
    }
  }

  /**
   * Takes in hand every own row that memory does not know: turned away when it was full, or failed.
   */
  private synchronized void adoptForgotten() throws SQLException {
    boolean complete = false;
    queue.beginSweep();
    try {
      long last = 0;
      while (!complete && queue.size() < config.queueSize()) {
        List<Long> ids = store.own(last);
        queue.adopt(store.find(queue.unknown(ids)));
        // What is committed after a page was read is expected before, so a short one is the last.
        complete = ids.size() < OutboxStore.CHUNK;
        last = complete ? last : ids.get(ids.size() - 1);
      }
    } finally {
      queue.endSweep(complete);
    }
  }

  private interface Step {
    void run() throws InterruptedException, SQLException;
  }

  private void run(String name, Step step) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(
                () -> {
                  while (running) {
                    try {
                      step.run();
                    } catch (InterruptedException e) {
                      return;
                    } catch (SQLException | RuntimeException e) {
                      Log.warnf("%s: %s", name, e.getMessage());
                      pause();
                    }
                  }
                }));
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
