package dev.castellan.widget;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Memory for what is on its way to clients: all of it together has a bound. */
@ApplicationScoped
class Room {

  /** Most characters of widgets on their way; of one answer too. */
  static final long MOST = Math.min(32L * 1024 * 1024, Runtime.getRuntime().maxMemory() / 16);

  /** Smaller things are not counted: others see to it that there are not too many of them. */
  static final long UNCOUNTED = 64 * 1024;

  private static final int UNIT = 1_024;
  private static final long PATIENCE_SECONDS = 2;

  private final Semaphore free = new Semaphore((int) (MOST / UNIT), true);
  private final CurrentVertxRequest request;

  Room(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * Takes room until the answer to the running request is written, waiting a moment for it.
   *
   * @throws ServiceException 503 when there is none
   */
  void takeForAnswer(long characters) {
    if (characters <= UNCOUNTED) {
      return;
    }
    int units = units(characters);
    try {
      if (!free.tryAcquire(units, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw full();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw full();
    }
    AtomicBoolean given = new AtomicBoolean();
    Runnable giveBack =
        () -> {
          if (given.compareAndSet(false, true)) {
            free.release(units);
          }
        };
    RoutingContext context = request.getCurrent();
    context.addEndHandler(ended -> giveBack.run());
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      giveBack.run();
    }
  }

  /** Takes room if there is some at this moment; to be given back. */
  boolean take(long characters) {
    return characters <= UNCOUNTED || free.tryAcquire(units(characters));
  }

  void giveBack(long characters) {
    if (characters > UNCOUNTED) {
      free.release(units(characters));
    }
  }

  private static int units(long characters) {
    return (int) (Math.min(characters, MOST) / UNIT);
  }

  private static ServiceException full() {
    return new ServiceException(
        ErrorCode.UNAVAILABLE, "Too many large answers at once", null, Map.of("Retry-After", "1"));
  }
}
