package dev.castellan.messaging.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

  private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

  @Test
  void shouldDoALoneUnitOnTheThreadOfItsCaller() {
    Thread[] worker = new Thread[1];
    GroupCommit<Integer, Integer> commit =
        new GroupCommit<>(
            10,
            items -> {
              worker[0] = Thread.currentThread();
              return items;
            });
    assertThat(commit.call(1)).isEqualTo(1);
    assertThat(worker[0]).isSameAs(Thread.currentThread());
  }

  @Test
  void shouldGatherWhatComesWhileABatchRuns() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    GroupCommit<Integer, Integer> commit =
        new GroupCommit<>(
            4,
            items -> {
              batches.add(items);
              started.countDown();
              await(release);
              return items.stream().map(each -> each * 10).toList();
            });
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> commit.call(0));
    started.await();
    List<CompletableFuture<Integer>> rest =
        IntStream.rangeClosed(1, 6).mapToObj(commit::submit).toList();
    release.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isZero();
    for (int i = 0; i < rest.size(); i++) {
      assertThat(rest.get(i).get(10, TimeUnit.SECONDS)).isEqualTo((i + 1) * 10);
    }
    assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6));
  }

  @Test
  void shouldLetOnlyTheBadUnitOfABatchFail() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    GroupCommit<Integer, Integer> commit =
        new GroupCommit<>(
            10,
            items -> {
              started.countDown();
              await(release);
              if (items.contains(13)) {
                throw new IllegalArgumentException("thirteen");
              }
              return items;
            });
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> commit.call(0));
    started.await();
    CompletableFuture<Integer> good = commit.submit(1);
    CompletableFuture<Integer> bad = commit.submit(13);
    release.countDown();

    first.get(10, TimeUnit.SECONDS);
    assertThat(good.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("thirteen");
    assertThatThrownBy(() -> commit.call(13)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
