package dev.castellan.web.gate;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.routes.Envelope;
import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.PathNormalizer;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteMatch;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FailureWriter;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.IdentityDirectory;
import dev.castellan.web.security.TokenVerifier;
import dev.castellan.web.security.VerifiedToken;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stands in front of every request, at the gateway and at each service alike: settles the path,
 * finds the row of the route table, verifies the token, checks the grant. What has no row does not
 * exist.
 */
@ApplicationScoped
public class RequestGate {

  /** Runs before everything else that Quarkus or we register. */
  private static final int FIRST = 1000;

  /** After Quarkus has noted its own limit, before anything that reads. */
  private static final int BEFORE_THE_BODY = 1;

  /** Where Quarkus looks how much it may read of a body that does not say how long it is. */
  private static final String MOST_BYTES = "io.quarkus.max-request-size";

  private static final long READ_AHEAD = 256 << 10;

  private static final String REQUEST_ID = "X-Request-Id";
  private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9._-]{8,64}");

  private final RouteTable table;
  private final GateConfig config;
  private final TokenVerifier tokens;
  private final IdentityDirectory identities;
  private final FailureWriter failures;
  private final Credentials credentials;
  private final Refusals refusals;

  RequestGate(
      GateConfig config,
      Credentials credentials,
      TokenVerifier tokens,
      IdentityDirectory identities,
      FailureWriter failures,
      Refusals refusals) {
    this.table = RouteTable.load().withLargestBody(config.largestBody().asLongValue());
    this.config = config;
    this.credentials = credentials;
    this.refusals = refusals;
    this.tokens = tokens;
    this.identities = identities;
    this.failures = failures;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
    filters.register(RequestGate::limitBody, BEFORE_THE_BODY);
  }

  /** Failures that the router itself raises leave in the right envelope too. */
  void register(@Observes Router router) {
    for (int status : new int[] {400, 403, 404, 405, 406, 413, 415, 500, 503}) {
      router.errorHandler(
          status,
          context ->
              failures.write(
                  context, GateRequest.of(context).envelope(), ErrorCode.ofStatus(status)));
    }
  }

  private void enter(RoutingContext context) {
    if (GateRequest.isSettled(context)) {
      // On its second way, to the settled path, which has lost its headers.
      context.response().putHeader(REQUEST_ID, GateRequest.of(context).id());
      context.next();
      return;
    }
    HttpServerRequest request = context.request();
    String id = requestId(request);
    context.response().putHeader(REQUEST_ID, id);
    ErrorCode flaw = flawOf(request);
    if (flaw != null) {
      failures.writeAndHangUp(
          context,
          RouteTable.envelopeOf(String.valueOf(request.path())),
          new ServiceException(flaw));
      return;
    }
    Optional<String> settled =
        request.path() == null ? Optional.empty() : PathNormalizer.normalize(request.path());
    if (settled.isEmpty()) {
      failures.write(
          context, RouteTable.envelopeOf(String.valueOf(request.path())), ErrorCode.BAD_PATH);
      return;
    }
    String path = config.front() ? withoutApiPrefix(settled.get()) : settled.get();
    route(context, id, path);
  }

  private void route(RoutingContext context, String id, String path) {
    String method = context.request().method().name();
    switch (table.match(method, path)) {
      case RouteMatch.NotFound none ->
          failures.write(context, none.envelope(), ErrorCode.ROUTE_NOT_FOUND);
      case RouteMatch.MethodNotAllowed not ->
          failures.write(
              context,
              not.envelope(),
              new ServiceException(
                  ErrorCode.METHOD_NOT_ALLOWED,
                  ErrorCode.METHOD_NOT_ALLOWED.title(),
                  null,
                  Map.of("Allow", String.join(", ", not.allowed()))));
      case RouteMatch.Found found -> {
        Route route = found.route();
        admit(context, new GateRequest(id, method, path, route, route.envelope(), null));
      }
    }
  }

  /** What two readers of the head could understand differently; null when there is nothing. */
  private static ErrorCode flawOf(HttpServerRequest request) {
    if (request.headers().contains("")) {
      return ErrorCode.BAD_REQUEST;
    }
    String coding = request.getHeader("Transfer-Encoding");
    boolean plain =
        coding == null
            || coding.equalsIgnoreCase("chunked")
                && request.headers().getAll("Transfer-Encoding").size() == 1;
    return plain ? null : ErrorCode.TRANSFER_CODING_UNKNOWN;
  }

  /**
   * Of a body without a length, not much more than the route admits is taken off the network;
   * Quarkus says so without a word, so whoever reads the body is given the chance to say it before.
   */
  private static void limitBody(RoutingContext context) {
    GateRequest settled = GateRequest.of(context);
    if (settled.route() != null) {
      context.put(MOST_BYTES, settled.route().maxBody() + READ_AHEAD);
    }
    context.next();
  }

  private void admit(RoutingContext context, GateRequest request) {
    Route route = request.route();
    if (!config.front() && !route.service().equals(config.service())) {
      failures.write(context, request.envelope(), ErrorCode.ROUTE_NOT_FOUND);
    } else if (contentLength(context.request()) > route.maxBody()) {
      failures.writeAndHangUp(
          context, request.envelope(), new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE));
    } else if (route.openTo() == OpenTo.ANYONE) {
      pass(context, request);
    } else {
      authenticate(context, request);
    }
  }

  private void authenticate(RoutingContext context, GateRequest request) {
    Future<String> given = credentials.of(context.request());
    Future<VerifiedToken> verified =
        given.succeeded() ? tokens.verify(given.result()) : given.compose(tokens::verify);
    if (verified.succeeded()) {
      authorize(context, request.with(verified.result()));
      return;
    }
    // Something may have to be fetched first; no body byte may be lost meanwhile.
    context.request().pause();
    verified.onComplete(
        outcome -> {
          context.request().resume();
          if (outcome.succeeded()) {
            authorize(context, request.with(outcome.result()));
          } else {
            refuse(context, request, refusal(outcome.cause()));
          }
        });
  }

  private static ServiceException refusal(Throwable cause) {
    return cause instanceof ServiceException known
        ? known
        : new ServiceException(ErrorCode.INTERNAL_ERROR);
  }

  private void authorize(RoutingContext context, GateRequest request) {
    if (!identities.loaded()) {
      failures.write(context, request.envelope(), ErrorCode.UNAVAILABLE);
    } else if (identities.mayCall(request.token().caller().profileId(), request.route())) {
      pass(context, request);
    } else {
      refuse(context, request, new ServiceException(ErrorCode.FORBIDDEN));
    }
  }

  private void refuse(RoutingContext context, GateRequest request, ServiceException failure) {
    // Whoever looks at what came of the request finds its route.
    request.keepWith(context);
    refusals.refused(context, request, failure.code());
    failures.write(context, request.envelope(), failure);
  }

  private void pass(RoutingContext context, GateRequest request) {
    HttpServerRequest http = context.request();
    request.keepWith(context);
    if (http.getHeader("Content-Type") == null && carriesBody(http)) {
      http.headers().set("Content-Type", "application/json");
    }
    if (config.front() || request.path().equals(http.path())) {
      context.next();
    } else {
      String query = http.query();
      context.reroute(query == null ? request.path() : request.path() + "?" + query);
    }
  }

  private static boolean carriesBody(HttpServerRequest request) {
    return switch (request.method().name()) {
      case "POST", "PUT", "PATCH", "DELETE" -> true;
      default -> false;
    };
  }

  private static long contentLength(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private static String withoutApiPrefix(String path) {
    return path.startsWith("/api/") && RouteTable.envelopeOf(path) != Envelope.B
        ? path.substring("/api".length())
        : path;
  }

  private static String requestId(HttpServerRequest request) {
    String given = request.getHeader(REQUEST_ID);
    return given != null && REQUEST_ID_FORM.matcher(given).matches()
        ? given
        : UuidCreator.getTimeOrderedEpochFast().toString();
  }
}
