package dev.castellan.gateway.routing;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.concurrent.TimeUnit;

/**
 * A body on its way through: counted, timed, no faster than its receiver takes it, and ended with a
 * failure when it grows too large. Used on one event loop only.
 */
final class Flow {

  /** Of a body that does not say how long it is. */
  static final long UNKNOWN = -1;

  /** A sender may need a moment before the first byte, or wait for a permission to go on. */
  private static final long GRACE_SECONDS = 10;

  private final ReadStream<Buffer> source;
  private final WriteStream<Buffer> sink;
  private final long length;
  private final long limit;
  private final long startedAt = System.nanoTime();
  private Handler<AsyncResult<Void>> outcome;
  private long passed;
  private long movedAt = startedAt;
  private long pausedAt;
  private long pausedFor;
  private boolean paused;
  private boolean ended;
  private boolean failed;

  /** The body has more bytes than its route admits. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("body too large", null, false, false);
    }
  }

  /**
   * @param length bytes that the body has, by its own account, or {@link #UNKNOWN}
   * @param limit bytes that it may have
   */
  Flow(ReadStream<Buffer> source, WriteStream<Buffer> sink, long length, long limit) {
    this.source = source;
    this.sink = sink;
    this.length = length;
    this.limit = limit;
  }

  /**
   * Lets it flow.
   *
   * @param told once: when the last byte has been written, or when the sender broke off
   */
  void start(Handler<AsyncResult<Void>> told) {
    outcome = told;
    source.handler(this::pass).endHandler(this::end).exceptionHandler(this::fail);
    source.resume();
  }

  /** When the last byte passed, as {@link System#nanoTime()}. */
  long movedAt() {
    return movedAt;
  }

  /**
   * Whether the sender has used the time he was given, ten seconds at least, for fewer bytes than
   * that.
   */
  boolean isSlowerThan(long bytesPerSecond) {
    long awaited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt - pausedFor);
    return isAwaited() && awaited >= GRACE_SECONDS && passed < bytesPerSecond * awaited;
  }

  boolean tooLarge() {
    return passed > limit;
  }

  /** Whether the sender is the one who lets everybody wait. */
  boolean isAwaited() {
    return !paused && !ended;
  }

  /** Whether its last byte has passed. */
  boolean isEnded() {
    return ended;
  }

  private void pass(Buffer buffer) {
    if (ended || failed) {
      return;
    }
    movedAt = System.nanoTime();
    passed += buffer.length();
    if (tooLarge()) {
      fail(new TooLarge());
    } else if (passed == length) {
      // With the last bytes at once, instead of by a write of its own.
      ended = true;
      sink.end(buffer).onComplete(outcome);
    } else {
      sink.write(buffer);
      if (sink.writeQueueFull()) {
        pause();
        sink.drainHandler(this::resume);
      }
    }
  }

  private void end(Void end) {
    if (!ended && !failed) {
      ended = true;
      sink.end().onComplete(outcome);
    }
  }

  private void fail(Throwable cause) {
    if (!ended && !failed) {
      failed = true;
      outcome.handle(Future.failedFuture(cause));
    }
  }

  private void pause() {
    if (!paused) {
      paused = true;
      pausedAt = System.nanoTime();
      source.pause();
    }
  }

  private void resume(Void drained) {
    if (paused) {
      // The time that the receiver took does not count against the sender.
      movedAt = System.nanoTime();
      pausedFor += movedAt - pausedAt;
      paused = false;
      source.resume();
    }
  }
}
