package dev.castellan.web.sse;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
  private final Connection connection;
  private final Consumer<EventStream> onClose;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.NEW);
  private volatile MultiEmitter<? super OutboundSseEvent> client;
  private volatile boolean starved;
  private volatile boolean ending;
  private volatile long lastWord = System.nanoTime();

  /** The feed hears that the stream is closed only if it has heard that it is open. */
  private enum Phase {
    NEW,
    OPEN,
    CLOSED
  }

  /** What the events travel on. */
  interface Connection {

    /** Whether the client is gone, told or not. */
    boolean lost();

    void hangUp();
  }

  /**
   * @param objection name of the event that ends the stream, once the viewer may not look any more
   * @param onClose called once, also when the client left before the stream began
   */
  EventStream(
      EventFeed feed,
      Supplier<Optional<String>> objection,
      Connection connection,
      Consumer<EventStream> onClose) {
    this.feed = feed;
    this.objection = objection;
    this.connection = connection;
    this.onClose = onClose;
  }

  void begin(MultiEmitter<? super OutboundSseEvent> to) {
    to.onTermination(this::close);
    to.onRequest(
        more -> {
          if (starved) {
            wake();
          }
        });
    client = to;
    if (phase.get() == Phase.CLOSED || connection.lost()) {
      abandon();
      return;
    }
    // At once, so that the client knows that the stream stands, whatever the feed takes.
    send(new BuilderImpl().comment("").reconnectDelay(RECONNECT_MILLIS).build());
    feed.opened(this::wake);
    if (phase.compareAndSet(Phase.NEW, Phase.OPEN)) {
      wake();
    } else {
      // The client left meanwhile.
      feed.closed();
    }
  }

  private void close() {
    Phase before = phase.getAndSet(Phase.CLOSED);
    if (before != Phase.CLOSED) {
      onClose.accept(this);
    }
    if (before == Phase.OPEN) {
      feed.closed();
    }
  }

  /** Nobody is there to take what lies ready, so nothing waits for that. */
  private void abandon() {
    ending = true;
    close();
    if (client != null) {
      client.complete();
    }
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
    if (connection.lost()) {
      abandon();
      return;
    }
    if (client == null) {
      return;
    }
    if (ending) {
      if (now - lastWord > FAREWELL_NANOS && phase.get() != Phase.CLOSED) {
        connection.hangUp();
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
    if (client != null) {
      client.complete();
    }
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
