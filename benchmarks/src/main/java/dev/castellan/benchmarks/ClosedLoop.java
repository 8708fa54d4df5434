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
    Histogram latencies = new ConcurrentHistogram(Duration.ofMinutes(2).toNanos() / 1_000, 3);
    AtomicLong failures = new AtomicLong();
    long end = System.nanoTime() + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Call call = calls.apply(i);
      threads.add(
          Thread.ofPlatform().start(() -> repeat(call, end, okStatus, latencies, failures)));
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

  private void repeat(Call call, long end, int okStatus, Histogram latencies, AtomicLong failures) {
    while (System.nanoTime() < end) {
      try (HttpConnection connection = new HttpConnection(base)) {
        byte[] request = connection.request(call.method(), call.path(), token, call.body());
        while (System.nanoTime() < end) {
          long begin = System.nanoTime();
          int status = connection.send(request).status();
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
