package dev.castellan.messaging.idempotency;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The key of the request that is being answered. */
@ApplicationScoped
public class CurrentKey {

  private static final String STATE = CurrentKey.class.getName();

  private final CurrentVertxRequest request;

  CurrentKey(CurrentVertxRequest request) {
    this.request = request;
  }

  /** What is settled so far about the key of one request. */
  static final class State {
    final IdempotencyKey key;
    final KnownKey known;
    boolean settled;
    boolean replayed;

    State(IdempotencyKey key, KnownKey known) {
      this.key = key;
      this.known = known;
    }
  }

  /** The key, empty when the caller gave none or the method is not {@link Idempotent}. */
  public Optional<IdempotencyKey> get() {
    return Optional.ofNullable(state()).map(state -> state.key);
  }

  /**
   * The execution that an earlier request with this key has started. To be asked once the caller's
   * rights are checked; ends the request when the earlier one was refused, with its answer.
   */
  public Optional<UUID> earlier() {
    State state = state();
    if (state == null || state.known == null) {
      return Optional.empty();
    }
    replay(state);
    return Optional.of(state.known.executionId());
  }

  /** Says that the key is stored, or is not to be stored with the answer to this request. */
  public void settled() {
    State state = state();
    if (state != null) {
      state.settled = true;
    }
  }

  /** The failure of this request when its key could not be claimed. */
  public ServiceException inFlight() {
    settled();
    ErrorCode code = ErrorCode.IDEMPOTENCY_KEY_IN_FLIGHT;
    return new ServiceException(code, code.title(), null, Map.of("Retry-After", "1"));
  }

  /** Null without a key. */
  State state() {
    return of(request.getCurrent());
  }

  static State of(RoutingContext context) {
    return context == null ? null : context.get(STATE);
  }

  static void keep(RoutingContext context, State state) {
    context.put(STATE, state);
  }

  static void replay(State state) {
    state.settled = true;
    state.replayed = true;
    if (state.known.executionId() == null) {
      throw new ReplayException(state.known.answer());
    }
  }
}
