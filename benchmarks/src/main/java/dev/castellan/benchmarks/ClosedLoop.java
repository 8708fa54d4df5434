package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** So many callers, each sending its next request when the last one is answered. */
final class ClosedLoop {

  /** What one window showed; latencies in microseconds. */
  record Window(double perSecond, long p50, long p99, long max, long failures) {

    static final Comparator<Window> BY_RATE = Comparator.comparingDouble(Window::perSecond);

    static Window of(Histogram latencies, Duration length, long failures) {
      return new Window(
          latencies.getTotalCount() / (double) length.toSeconds(),
          latencies.getValueAtPercentile(50),
          latencies.getValueAtPercentile(99),
          latencies.getMaxValue(),
          failures);
    }
  }

  /**
   * A request of a caller.
   *
   * @param headers more lines of its head, each with its line end
   */
  record Call(String method, String path, String headers, String body) {

    Call(String method, String path, String body) {
      this(method, path, "", body);
    }
  }

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
    return rounds(callers, length, okStatus, caller -> List.of(calls.apply(caller)));
  }

  /**
   * @param calls the requests that a caller sends one after the other, again and again
   */
  Window rounds(int callers, Duration length, int okStatus, IntFunction<List<Call>> calls)
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
    return Window.of(latencies, length, failures.get());
  }

  private void repeat(
      List<Call> round, long end, int okStatus, Histogram latencies, AtomicLong failures) {
    while (System.nanoTime() < end) {
      try (HttpConnection connection = new HttpConnection(base)) {
        List<byte[]> requests =
            round.stream()
                .map(
                    call ->
                        connection.request(
                            call.method(), call.path(), token, call.headers(), call.body()))
                .toList();
        for (int i = 0; System.nanoTime() < end; i = (i + 1) % requests.size()) {
          long begin = System.nanoTime();
          int status = connection.send(requests.get(i)).status();
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
