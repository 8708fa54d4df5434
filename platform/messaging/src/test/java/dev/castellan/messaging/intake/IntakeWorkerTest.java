package dev.castellan.messaging.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IntakeWorkerTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final List<List<Long>> handled = Collections.synchronizedList(new ArrayList<>());
  private final List<String> settled = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore mayHandle = new Semaphore(0);
  private final AtomicReference<Throwable> broken = new AtomicReference<>();
  private final AtomicLong requested = new AtomicLong();
  private final IntakeWorker worker = new IntakeWorker("test", this::handle);

  @BeforeEach
  void begin() {
    worker.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            requested.addAndGet(n);
          }

          @Override
          public void cancel() {
            requested.set(-1);
          }
        });
  }

  @AfterEach
  void end() {
    worker.onComplete();
  }

  @Test
  void shouldHandleTogetherAndInOrderWhatCameMeanwhile() {
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 2));
    worker.onNext(poll("c", 3, 1));
    assertThat(settled).as("before they were handled").isEmpty();
    mayHandle.release(2);

    await().untilAsserted(() -> assertThat(settled).containsExactly("ack a", "ack b", "ack c"));
    assertThat(handled).containsExactly(List.of(0L), List.of(1L, 2L, 3L));
  }

  @Test
  void shouldPutNoMoreIntoABatchThatIsLargeEnough() {
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 500));
    worker.onNext(poll("c", 501, 1));
    mayHandle.release(3);

    await().untilAsserted(() -> assertThat(settled).hasSize(3));
    assertThat(handled).extracting(List::size).containsExactly(1, 500, 1);
  }

  @Test
  void shouldAskForNoMoreThanItHasRoomFor() {
    assertThat(requested).hasValue(1);
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 500));
    worker.onNext(poll("c", 501, 498));
    assertThat(requested).as("room is left").hasValue(4);
    worker.onNext(poll("d", 999, 500));
    assertThat(requested).as("none is left").hasValue(4);
    mayHandle.release(4);

    await().untilAsserted(() -> assertThat(settled).hasSize(4));
    assertThat(requested).as("room again, for one poll").hasValue(5);
  }

  @Test
  void shouldAskForNoMoreWhileLargeRecordsWait() {
    worker.onNext(poll("a", 0, 1, 17 << 20));
    assertThat(requested).hasValue(1);
    mayHandle.release();

    await().untilAsserted(() -> assertThat(requested).hasValue(2));
  }

  @Test
  void shouldFailTheChannelAndHandleNothingMoreWhenTheHandlerFails() {
    broken.set(new IllegalStateException("broken"));
    failAtTheFirst();
  }

  @Test
  void shouldFailTheChannelAtAnErrorToo() {
    broken.set(new StackOverflowError("broken"));
    failAtTheFirst();
  }

  private void failAtTheFirst() {
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 1));
    mayHandle.release(5);

    await()
        .during(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(settled).containsExactly("nack a: broken"));
    assertThat(handled).containsExactly(List.of(0L));
  }

  @Test
  void shouldEndTheBatchAtHandAndBeginNoOther() throws InterruptedException {
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 1));
    worker.end();
    mayHandle.release(5);
    worker.awaitEnd(Duration.ofSeconds(10));

    assertThat(settled).containsExactly("ack a");
    assertThat(handled).containsExactly(List.of(0L));
  }

  private void awaitBegun(int batches) {
    await().untilAsserted(() -> assertThat(handled).hasSize(batches));
  }

  private void handle(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    handled.add(records.stream().map(ConsumerRecord::offset).toList());
    mayHandle.acquire();
    if (broken.get() instanceof Error error) {
      throw error;
    }
    if (broken.get() instanceof RuntimeException failure) {
      throw failure;
    }
  }

  private Message<ConsumerRecords<String, byte[]>> poll(String name, long offset, int count) {
    return poll(name, offset, count, 1);
  }

  private Message<ConsumerRecords<String, byte[]>> poll(
      String name, long offset, int count, int size) {
    List<ConsumerRecord<String, byte[]>> records =
        IntStream.range(0, count)
            .mapToObj(i -> new ConsumerRecord<>("t", 0, offset + i, "k", new byte[size]))
            .toList();
    return Message.of(
        new ConsumerRecords<>(Map.of(PARTITION, records), Map.of()),
        () -> settle("ack " + name),
        failure -> settle("nack " + name + ": " + failure.getMessage()));
  }

  private CompletableFuture<Void> settle(String how) {
    settled.add(how);
    return CompletableFuture.completedFuture(null);
  }
}
