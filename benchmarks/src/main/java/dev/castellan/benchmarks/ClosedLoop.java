package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** So many callers, each sending its next request when the last one is answered. */
final class ClosedLoop {

  /** What one window showed; latencies in microseconds. */
  record Window(double perSecond, long p50, long p99, long max, long failures) {}

  /** A request of a caller: method, path and body. */
  record Call(String method, String path, String body) {}

  private final URI base;
  private final String token;

  ClosedLoop(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /**
   * @param calls the request that a caller repeats, by number of the caller
   * @param okStatus any other status counts as a failure
   */
  Window run(int callers, Duration length, int okStatus, IntFunction<Call> calls)
      throws InterruptedException {
    return runRounds(callers, length, okStatus, caller -> List.of(calls.apply(caller)));
  }

  /**
   * @param calls the requests that a caller sends in turn, over and over
   */
  Window runRounds(int callers, Duration length, int okStatus, IntFunction<List<Call>> calls)
      throws InterruptedException {
    Histogram latencies = new ConcurrentHistogram(Duration.ofMinutes(2).toNanos() / 1_000, 3);
    AtomicLong failures = new AtomicLong();
    long end = System.nanoTime() + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      List<Call> round = calls.apply(i);
      threads.add(
          Thread.ofPlatform().start(() -> repeat(round, end, okStatus, latencies, failures)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Window(
        latencies.getTotalCount() / (double) length.toSeconds(),
        latencies.getValueAtPercentile(50),
        latencies.getValueAtPercentile(99),
        latencies.getMaxValue(),
        failures.get());
  }

  private void repeat(
      List<Call> round, long end, int okStatus, Histogram latencies, AtomicLong failures) {
    while (System.nanoTime() < end) {
      try (HttpConnection connection = new HttpConnection(base)) {
        List<byte[]> requests =
            round.stream()
                .map(each -> connection.request(each.method(), each.path(), token, each.body()))
                .toList();
        for (int next = 0; System.nanoTime() < end; next = (next + 1) % requests.size()) {
          long begin = System.nanoTime();
          int status = connection.send(requests.get(next)).status();
          if (status == okStatus) {
            latencies.recordValue((System.nanoTime() - begin) / 1_000);
          } else {
            failures.incrementAndGet();
          }
        }
      } catch (IOException e) {
        failures.incrementAndGet();
      }
    }
  }
}
