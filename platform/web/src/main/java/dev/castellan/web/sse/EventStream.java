package dev.castellan.web.sse;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl.BuilderImpl;

/**
 * One open stream. The feed is asked only when it has called and the client has taken all that was
 * sent before.
 */
final class EventStream {

  /** Milliseconds after which a client that lost the connection should come back. */
  private static final long RECONNECT_MILLIS = 2_000;

  /** How long the last words may take to reach a client that does not read. */
  private static final long FAREWELL_NANOS = 500_000_000;

  private final EventFeed feed;
  private final Supplier<Optional<String>> objection;
  private final Runnable hangUp;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private MultiEmitter<? super OutboundSseEvent> client;
  private volatile boolean starved;
  private volatile boolean ending;
  private volatile long lastWord = System.nanoTime();

  /**
   * @param objection name of the event that ends the stream, once the viewer may not look any more
   * @param hangUp breaks the connection
   */
  EventStream(EventFeed feed, Supplier<Optional<String>> objection, Runnable hangUp) {
    this.feed = feed;
    this.objection = objection;
    this.hangUp = hangUp;
  }

  void begin(MultiEmitter<? super OutboundSseEvent> to, Runnable onClose) {
    client = to;
    client.onTermination(
        () -> {
          if (closed.compareAndSet(false, true)) {
            onClose.run();
            feed.closed();
          }
        });
    client.onRequest(
        more -> {
          if (starved) {
            wake();
          }
        });
    // At once, so that the client knows that the stream stands, whatever the feed takes.
    send(new BuilderImpl().comment("").reconnectDelay(RECONNECT_MILLIS).build());
    feed.opened(this::wake);
    wake();
  }

  private void wake() {
    if (calls.getAndIncrement() == 0) {
      Thread.startVirtualThread(this::work);
    }
  }

  private void work() {
    int answered = 0;
    do {
      answered = calls.get();
      tell();
    } while (!calls.compareAndSet(answered, 0));
  }

  private void tell() {
    starved = true;
    if (client.requested() == 0 || ending) {
      return;
    }
    starved = false;
    try {
      List<StreamEvent> events = feed.next();
      // What was found out on the way here may be for other eyes by now.
      Optional<String> refused = objection.get();
      if (refused.isPresent()) {
        end(refused.get());
        return;
      }
      events.forEach(each -> send(built(each)));
      if (feed.over()) {
        leave();
      }
    } catch (RuntimeException e) {
      Log.warn("An event stream ends: its feed failed", e);
      leave();
    }
  }

  /** Ends the stream of a viewer who may not look any more; else shows that it is alive. */
  void check(long now, Duration heartbeat) {
    if (ending) {
      if (now - lastWord > FAREWELL_NANOS && !closed.get()) {
        hangUp.run();
      }
      return;
    }
    objection
        .get()
        .ifPresentOrElse(
            this::end,
            () -> {
              if (now - lastWord > heartbeat.toNanos() && client.requested() > 0) {
                send(new BuilderImpl().comment("").build());
              }
            });
  }

  /** Ends it in good order: the client may come back. */
  void leave() {
    ending = true;
    client.complete();
  }

  private synchronized void end(String reason) {
    if (!ending) {
      ending = true;
      send(built(new StreamEvent(null, reason, "{}")));
      client.complete();
    }
  }

  private void send(OutboundSseEvent event) {
    lastWord = System.nanoTime();
    client.emit(event);
  }

  private OutboundSseEvent built(StreamEvent event) {
    OutboundSseEvent.Builder builder =
        new BuilderImpl().name(event.name()).data(String.class, event.data());
    return event.id() == null ? builder.build() : builder.id(event.id()).build();
  }
}
