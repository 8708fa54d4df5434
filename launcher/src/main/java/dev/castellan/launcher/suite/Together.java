package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does several things at the same time. */
final class Together {

  private Together() {}

  /** Returns when all are done; throws what the first one threw as soon as it did. */
  static void run(List<Runnable> tasks) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Void> firstFailure = new CompletableFuture<>();
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (Runnable task : tasks) {
        CompletableFuture<Void> future = CompletableFuture.runAsync(task, threads);
        future.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                firstFailure.completeExceptionally(failure);
              }
            });
        running.add(future);
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(running.toArray(CompletableFuture[]::new));
      try {
        CompletableFuture.anyOf(all, firstFailure).join();
      } catch (CompletionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof LauncherException known ? known : e;
      }
    }
  }
}
