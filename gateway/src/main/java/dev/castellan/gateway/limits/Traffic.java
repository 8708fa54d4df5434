package dev.castellan.gateway.limits;

import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureTag;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts what comes and goes, in front of the gate: sheds what would be too much at once before it
 * costs anything, and measures the rest by route and status.
 */
@ApplicationScoped
class Traffic {

  private static final int FIRST_OF_ALL = 1_200;
  private static final int BEHIND_THE_GATE = 900;
  private static final String NO_ROUTE = "(none)";

  private final LimitsConfig config;
  private final FailureWriter failures;
  private final MeterRegistry meters;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();
  private final Map<Measured, Timer> timers = new ConcurrentHashMap<>();

  private record Measured(String method, String route, String service, int status, Tag failure) {}

  /** One request on its way. */
  private static final class Passage {
    private final long begunAt = System.nanoTime();
    private boolean stream;
  }

  Traffic(LimitsConfig config, FailureWriter failures, MeterRegistry meters) {
    this.config = config;
    this.failures = failures;
    this.meters = meters;
    Gauge.builder("castellan.gateway.in.flight", inFlight, AtomicInteger::get)
        .description("Requests being worked on, streams apart")
        .register(meters);
    Gauge.builder("castellan.gateway.streams", streams, AtomicInteger::get)
        .description("Streams that are open")
        .register(meters);
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST_OF_ALL);
    filters.register(this::behindTheGate, BEHIND_THE_GATE);
  }

  private void enter(RoutingContext context) {
    if (context.get(Passage.class.getName()) != null) {
      context.next();
      return;
    }
    Passage passage = new Passage();
    context.put(Passage.class.getName(), passage);
    HeadDeadline.met(context.request());
    int now = inFlight.incrementAndGet();
    context.addEndHandler(end -> leave(context, passage));
    if (now > config.inFlight()) {
      shed(context);
    } else {
      context.next();
    }
  }

  /** A stream may last for days, so it has a count of its own. */
  private void behindTheGate(RoutingContext context) {
    GateRequest gate = GateRequest.of(context);
    Passage passage = context.get(Passage.class.getName());
    if (gate.route() != null && gate.route().timeout().isEmpty() && !passage.stream) {
      passage.stream = true;
      inFlight.decrementAndGet();
      if (streams.incrementAndGet() > config.streams()) {
        shed(context);
        return;
      }
    }
    context.next();
  }

  private void shed(RoutingContext context) {
    String path = String.valueOf(context.request().path());
    failures.writeAndHangUp(
        context,
        RouteTable.envelopeOf(path),
        new ServiceException(
            ErrorCode.UNAVAILABLE,
            ErrorCode.UNAVAILABLE.title(),
            null,
            Map.of("Retry-After", "1")));
  }

  private void leave(RoutingContext context, Passage passage) {
    (passage.stream ? streams : inFlight).decrementAndGet();
    HeadDeadline.over(context.request());
    GateRequest gate = GateRequest.of(context);
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    int status = response.getStatusCode();
    Tag failure = FailureTag.of(status, response.headers());
    Measured measured =
        gate.route() == null
            ? new Measured(known(request), NO_ROUTE, "gateway", status, failure)
            : new Measured(
                gate.method(), gate.route().template(), gate.route().service(), status, failure);
    timers
        .computeIfAbsent(measured, this::timer)
        .record(System.nanoTime() - passage.begunAt, TimeUnit.NANOSECONDS);
  }

  /** Whatever a client calls a method would be a label for ever. */
  private static String known(HttpServerRequest request) {
    return switch (request.method().name()) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> request.method().name();
      default -> "OTHER";
    };
  }

  /** Under the name and labels that all services use; the path is the row of the route table. */
  private Timer timer(Measured measured) {
    return Timer.builder("http.server.requests")
        .description("Requests by route and status, until the last byte of the answer")
        .tag("method", measured.method())
        .tag("uri", measured.route())
        .tag("upstream", measured.service())
        .tag("status", Integer.toString(measured.status()))
        .tags(Tags.of(Outcome.forStatus(measured.status()).asTag(), measured.failure()))
        .register(meters);
  }
}
