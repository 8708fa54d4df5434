package dev.castellan.launcher.suite;

import dev.castellan.launcher.control.ControlReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was done so far, for anyone who wants to watch, from the beginning or later. */
public final class Progress {

  private volatile long begin = System.nanoTime();
  private final List<ControlReply> replies = new ArrayList<>();

  /** Counts the seconds from now on, for work that begins later than this report was made. */
  public void begin() {
    begin = System.nanoTime();
  }

  /** Reports a finished step. */
  public void step(String name, String text) {
    add(ControlReply.step(seconds(), name, text));
  }

  /** Reports text of its own. */
  public void line(String text) {
    add(ControlReply.line(text));
  }

  /** Ends the report; only the first end counts. */
  public synchronized void end(ControlReply last) {
    if (!isEnded()) {
      add(last);
    }
  }

  /** Seconds since the work began. */
  public double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Hands over all that was and will be reported; returns after its end. */
  public void follow(Consumer<ControlReply> watcher) {
    for (int seen = 0; ; seen++) {
      ControlReply reply = await(seen);
      watcher.accept(reply);
      if (reply.isLast()) {
        return;
      }
    }
  }

  private synchronized void add(ControlReply reply) {
    replies.add(reply);
    notifyAll();
  }

  private boolean isEnded() {
    return !replies.isEmpty() && replies.getLast().isLast();
  }

  private synchronized ControlReply await(int index) {
    while (replies.size() <= index) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ControlReply.failed("Interrupted");
      }
    }
    return replies.get(index);
  }
}
