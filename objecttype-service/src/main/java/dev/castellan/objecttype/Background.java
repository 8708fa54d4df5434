package dev.castellan.objecttype;

import io.quarkus.logging.Log;
import java.time.Duration;

/** Does something over and over again on a thread of its own; a failure is tried again. */
public final class Background {

  private final String name;
  private final Duration pause;
  private final Runnable work;
  private final Thread thread;

  private Background(String name, Duration pause, Runnable work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * @param pause between the end of one round and the start of the next
   */
  public static Background start(String name, Duration pause, Runnable work) {
    Background background = new Background(name, pause, work);
    background.thread.start();
    return background;
  }

  public void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        attempt();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt() {
    try {
      work.run();
    } catch (RuntimeException e) {
      Log.warnf("%s will try again: %s", name, e.getMessage());
    }
  }
}
