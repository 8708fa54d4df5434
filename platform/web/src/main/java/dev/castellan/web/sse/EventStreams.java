package dev.castellan.web.sse;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import dev.castellan.web.security.IdentityDirectory;
import dev.castellan.web.security.TokenVerifier;
import dev.castellan.web.security.VerifiedToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Opens event streams and keeps watch over them: heartbeats, numbers, and the right to look, which
 * ends with the token, its revocation, or the grant of the route.
 */
@ApplicationScoped
public class EventStreams {

  /** Last event of a stream whose token has expired or was revoked. */
  public static final String UNAUTHENTICATED = "unauthenticated";

  /** Last event of a stream whose viewer has lost the grant of the route. */
  public static final String FORBIDDEN = "forbidden";

  private final SseConfig config;
  private final TokenVerifier tokens;
  private final IdentityDirectory identities;
  private final CurrentVertxRequest request;
  private final Map<EventStream, Long> open = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("event-streams").unstarted(work));

  EventStreams(
      SseConfig config,
      TokenVerifier tokens,
      IdentityDirectory identities,
      CurrentVertxRequest request,
      MeterRegistry meters) {
    this.config = config;
    this.tokens = tokens;
    this.identities = identities;
    this.request = request;
    meters.gaugeMapSize("castellan.sse.streams", List.of(), open);
    long pause = config.checkEvery().toMillis();
    watch.scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Before open requests are waited for: these would never end by themselves. */
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    watch.shutdownNow();
    open.keySet().forEach(EventStream::leave);
  }

  /**
   * Answers the running request with a stream, for a resource method that produces {@code
   * text/event-stream}.
   *
   * @throws ServiceException 429 or 503 when there are too many streams already
   */
  public Multi<OutboundSseEvent> open(EventFeed feed) {
    RoutingContext context = request.getCurrent();
    GateRequest gate = GateRequest.of(context);
    EventStream stream =
        new EventStream(feed, () -> objection(gate), connection(context.request()), open::remove);
    admit(stream, gate.token().caller().userId());
    Multi<OutboundSseEvent> events =
        Multi.createFrom().<OutboundSseEvent>emitter(stream::begin, BackPressureStrategy.BUFFER);
    context.response().putHeader("Cache-Control", "no-store").putHeader("X-Accel-Buffering", "no");
    return events;
  }

  private static EventStream.Connection connection(HttpServerRequest http) {
    return new EventStream.Connection() {

      @Override
      public boolean lost() {
        return http.response().closed() || http.response().ended();
      }

      @Override
      public void hangUp() {
        http.connection().close();
      }
    };
  }

  private synchronized void admit(EventStream stream, long user) {
    if (open.size() >= config.streams()) {
      throw refused(ErrorCode.UNAVAILABLE);
    }
    if (open.values().stream().filter(each -> each == user).count() >= config.streamsPerUser()) {
      throw refused(ErrorCode.TOO_MANY_REQUESTS);
    }
    open.put(stream, user);
  }

  private static ServiceException refused(ErrorCode code) {
    return new ServiceException(
        code,
        "Too many streams",
        null,
        Map.of("Retry-After", "10", ServiceException.OUTCOME, ServiceException.BUSINESS));
  }

  private Optional<String> objection(GateRequest gate) {
    VerifiedToken token = gate.token();
    if (!tokens.stillGood(token)) {
      return Optional.of(UNAUTHENTICATED);
    }
    return identities.mayCall(token.caller().profileId(), gate.route())
        ? Optional.empty()
        : Optional.of(FORBIDDEN);
  }

  private void check() {
    check(open.keySet(), System.nanoTime(), config.heartbeat());
  }

  /** What fails at one stream must not end the watch over the others. */
  static void check(Collection<EventStream> streams, long now, Duration heartbeat) {
    for (EventStream stream : streams) {
      try {
        stream.check(now, heartbeat);
      } catch (RuntimeException e) {
        Log.warn("An event stream cannot be checked", e);
      }
    }
  }
}
