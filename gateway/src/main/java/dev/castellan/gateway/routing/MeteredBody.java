package dev.castellan.gateway.routing;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.concurrent.TimeUnit;

/**
 * A body on its way through: counted, timed, and ended with a failure when it grows too large. Used
 * on one event loop only.
 */
final class MeteredBody implements ReadStream<Buffer> {

  private final ReadStream<Buffer> source;
  private final long limit;
  private Handler<Throwable> onFailure;
  private long passed;
  private long movedAt = System.nanoTime();
  private final long startedAt = movedAt;
  private long pausedAt;
  private long pausedFor;
  private boolean paused;
  private boolean ended;

  /** The body has more bytes than its route admits. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge() {
      super("body too large", null, false, false);
    }
  }

  MeteredBody(ReadStream<Buffer> source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  /** When the last byte passed, as {@link System#nanoTime()}. */
  long movedAt() {
    return movedAt;
  }

  /** Whether the sender has used the time he was given for fewer bytes than that. */
  boolean isSlowerThan(long bytesPerSecond) {
    long awaited = System.nanoTime() - startedAt - pausedFor;
    return isAwaited() && passed < bytesPerSecond * TimeUnit.NANOSECONDS.toSeconds(awaited);
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

  @Override
  public MeteredBody handler(Handler<Buffer> handler) {
    source.handler(handler == null ? null : buffer -> pass(buffer, handler));
    return this;
  }

  private void pass(Buffer buffer, Handler<Buffer> handler) {
    if (tooLarge()) {
      return;
    }
    movedAt = System.nanoTime();
    passed += buffer.length();
    if (!tooLarge()) {
      handler.handle(buffer);
    } else if (onFailure != null) {
      onFailure.handle(new TooLarge());
    }
  }

  @Override
  public MeteredBody exceptionHandler(Handler<Throwable> handler) {
    onFailure = handler;
    source.exceptionHandler(handler);
    return this;
  }

  @Override
  public MeteredBody endHandler(Handler<Void> handler) {
    source.endHandler(
        handler == null
            ? null
            : end -> {
              ended = true;
              if (!tooLarge()) {
                handler.handle(null);
              }
            });
    return this;
  }

  @Override
  public MeteredBody pause() {
    pausedAt = paused ? pausedAt : System.nanoTime();
    paused = true;
    source.pause();
    return this;
  }

  @Override
  public MeteredBody resume() {
    if (paused) {
      // The time that the receiver took does not count against the sender.
      movedAt = System.nanoTime();
      pausedFor += movedAt - pausedAt;
    }
    paused = false;
    source.resume();
    return this;
  }

  @Override
  public MeteredBody fetch(long amount) {
    source.fetch(amount);
    return this;
  }
}
