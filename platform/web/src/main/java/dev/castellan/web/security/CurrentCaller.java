package dev.castellan.web.security;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.GateRequest;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who sent the request that is being answered. */
@ApplicationScoped
public class CurrentCaller {

  private final CurrentVertxRequest request;

  CurrentCaller(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * @throws ServiceException 401 on a route that is open to anyone
   */
  public Caller get() {
    return token().caller();
  }

  /** The verified token of the request. */
  public VerifiedToken token() {
    VerifiedToken token = GateRequest.of(request.getCurrent()).token();
    if (token == null) {
      throw new ServiceException(ErrorCode.TOKEN_MISSING);
    }
    return token;
  }
}
