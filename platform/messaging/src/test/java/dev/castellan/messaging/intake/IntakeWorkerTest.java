package dev.castellan.messaging.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
  private final AtomicBoolean broken = new AtomicBoolean();
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
  void shouldAskForNoMoreThanItHasRoomFor() {
    assertThat(requested).hasValue(1);
    worker.onNext(poll("a", 0, 999));
    assertThat(requested).as("room is left").hasValue(2);
    awaitBegun(1);
    worker.onNext(poll("b", 999, 1));
    assertThat(requested).as("none is left").hasValue(2);
    mayHandle.release();

    await().untilAsserted(() -> assertThat(requested).hasValue(3));
  }

  @Test
  void shouldFailTheChannelAndHandleNothingMoreWhenTheHandlerFails() {
    broken.set(true);
    worker.onNext(poll("a", 0, 1));
    awaitBegun(1);
    worker.onNext(poll("b", 1, 1));
    mayHandle.release(5);

    await().untilAsserted(() -> assertThat(settled).containsExactly("nack a: broken"));
    assertThat(handled).containsExactly(List.of(0L));
  }

  private void awaitBegun(int batches) {
    await().untilAsserted(() -> assertThat(handled).hasSize(batches));
  }

  private void handle(List<ConsumerRecord<String, byte[]>> records) throws InterruptedException {
    handled.add(records.stream().map(ConsumerRecord::offset).toList());
    mayHandle.acquire();
    if (broken.get()) {
      throw new IllegalStateException("broken");
    }
  }

  private Message<ConsumerRecords<String, byte[]>> poll(String name, long offset, int count) {
    List<ConsumerRecord<String, byte[]>> records =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ConsumerRecord<>(
                        PARTITION.topic(), PARTITION.partition(), offset + i, "k", new byte[0]))
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
