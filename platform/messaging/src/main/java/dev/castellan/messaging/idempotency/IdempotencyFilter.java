package dev.castellan.messaging.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import dev.castellan.web.security.CurrentCaller;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Around every {@link Idempotent} method, on requests with a key: answers a repeated request before
 * its body is looked at, and stores the answers that were given without an effect, refusals above
 * all.
 */
class IdempotencyFilter {

  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";

  private static final Pattern FORM = Pattern.compile("[\\x20-\\x7E]{1,255}");

  private final IdempotencyKeys keys;
  private final CurrentCaller caller;
  private final ObjectMapper mapper;

  IdempotencyFilter(IdempotencyKeys keys, CurrentCaller caller, ObjectMapper mapper) {
    this.keys = keys;
    this.caller = caller;
    this.mapper = mapper;
  }

  @ServerRequestFilter
  void enter(ContainerRequestContext request, ResourceInfo resource, RoutingContext context)
      throws IOException {
    String text = request.getHeaderString(HEADER);
    Idempotent method =
        text == null ? null : resource.getResourceMethod().getAnnotation(Idempotent.class);
    if (method == null) {
      return;
    }
    if (text.isBlank() || !FORM.matcher(text).matches()) {
      throw new ServiceException(ErrorCode.IDEMPOTENCY_KEY_INVALID);
    }
    if (!small(request.getMediaType())) {
      throw new ServiceException(ErrorCode.IDEMPOTENCY_KEY_NOT_TAKEN);
    }
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    String fingerprint = Fingerprint.of(GateRequest.of(context), context.request().query(), body);
    IdempotencyKey key = new IdempotencyKey(caller.get().userId(), text, fingerprint);
    CurrentKey.State state = new CurrentKey.State(key, keys.find(key).orElse(null));
    CurrentKey.keep(context, state);
    if (state.known == null) {
      return;
    }
    if (!state.known.fingerprint().equals(fingerprint)) {
      state.settled = true;
      throw new ServiceException(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
    if (!method.byExecution()) {
      CurrentKey.replay(state);
    }
  }

  @ServerResponseFilter
  void leave(
      ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
    CurrentKey.State state = CurrentKey.of(context);
    if (state == null) {
      return;
    }
    if (state.replayed) {
      response.getHeaders().putSingle(REPLAYED, "true");
    }
    if (!state.settled && storable(response.getStatus())) {
      store(state.key, response);
    }
  }

  @ServerExceptionMapper
  Response replay(ReplayException replay) {
    StoredAnswer answer = replay.answer();
    Response.ResponseBuilder response =
        Response.status(answer.status()).type(answer.contentType()).entity(answer.body());
    return answer.location() == null
        ? response.build()
        : response.header("Location", answer.location()).build();
  }

  /** Bulk and file bodies are streamed; comparing them would mean to hold them. */
  private static boolean small(MediaType type) {
    return type == null
        || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
        || type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
        || type.getSubtype().endsWith("+json");
  }

  private static boolean storable(int status) {
    return status / 100 == 2
        || status / 100 == 4 && status != 401 && status != 403 && status != 429;
  }

  /** There was no effect, so nothing is lost when this fails: the request may be tried again. */
  private void store(IdempotencyKey key, ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    try {
      StoredAnswer answer =
          new StoredAnswer(
              response.getStatus(),
              response.getHeaderString("Location"),
              type == null ? MediaType.APPLICATION_JSON : type.toString(),
              mapper.writeValueAsBytes(response.getEntity()));
      QuarkusTransaction.requiringNew()
          .run(
              () -> {
                if (keys.claim(key)) {
                  keys.answer(key, answer);
                }
              });
    } catch (IOException | RuntimeException e) {
      Log.warnf("An answer could not be kept for its key: %s", e.getMessage());
    }
  }
}
