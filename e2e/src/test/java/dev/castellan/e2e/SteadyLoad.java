package dev.castellan.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Callers who ask one after the other, on connections they keep, and note what was not answered.
 */
final class SteadyLoad {

  /** What is asked; a POST when there is a body. */
  record Call(String path, String body) {
    static Call get(String path) {
      return new Call(path, null);
    }
  }

  private static final long PAUSE_NANOS = Duration.ofMillis(30).toNanos();
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private final String url;
  private final Supplier<String> token;
  private final List<Thread> callers;
  private final AtomicInteger answered = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean running = true;

  /**
   * Starts one caller for each kind of call.
   *
   * @param token asked before each call, since the load may last longer than a token
   */
  SteadyLoad(String url, Supplier<String> token, List<Call> calls) {
    this.url = url;
    this.token = token;
    this.callers = calls.stream().map(call -> Thread.ofPlatform().start(() -> ask(call))).toList();
  }

  int answered() {
    return answered.get();
  }

  /** Ends when the last answers are there. */
  void stop() throws InterruptedException {
    running = false;
    for (Thread each : callers) {
      each.join();
    }
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  private void ask(Call call) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(url + call.path()))
              .header("Content-Type", "application/json")
              .timeout(PATIENCE);
      if (call.body() != null) {
        builder.POST(BodyPublishers.ofString(call.body()));
      }
      while (running) {
        HttpRequest request = builder.setHeader("Authorization", token.get()).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          answered.incrementAndGet();
        } else {
          failures.add(call.path() + " " + response.statusCode() + " " + response.body());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException e) {
      failures.add(call.path() + " " + e);
      if (running) {
        ask(call);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
