package dev.castellan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Requests at a fixed rate, whether or not the last ones are answered. Latency counts from the
 * moment at which a request was due, so that a slow answer is not forgiven what it held up.
 */
final class OpenLoop {

  private final URI base;
  private final String token;
  private final int connections;

  /**
   * @param connections at least as many as requests will be under way at once
   */
  OpenLoop(URI base, String token, int connections) {
    this.base = base;
    this.token = token;
    this.connections = connections;
  }

  ClosedLoop.Window run(double perSecond, Duration length, IntFunction<ClosedLoop.Call> calls)
      throws InterruptedException {
    Histogram latencies = new ConcurrentHistogram(Duration.ofMinutes(2).toNanos() / 1_000, 3);
    AtomicLong failures = new AtomicLong();
    AtomicLong next = new AtomicLong();
    long begin = System.nanoTime();
    long most = (long) (perSecond * length.toSeconds());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      ClosedLoop.Call call = calls.apply(i);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (HttpConnection connection = new HttpConnection(base)) {
                      byte[] request =
                          connection.request(call.method(), call.path(), token, call.body());
                      for (long n = next.getAndIncrement(); n < most; n = next.getAndIncrement()) {
                        long due = begin + (long) (n * 1e9 / perSecond);
                        await(due);
                        if (connection.send(request).status() == 200) {
                          latencies.recordValue((System.nanoTime() - due) / 1_000);
                        } else {
                          failures.incrementAndGet();
                        }
                      }
                    } catch (IOException e) {
                      failures.incrementAndGet();
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return ClosedLoop.Window.of(latencies, length, failures.get());
  }

  private static void await(long due) {
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
