package dev.castellan.gateway.identity;

import dev.castellan.web.security.TokenVerifier;
import dev.castellan.web.security.VerifiedToken;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads access tokens that come as data, not as the caller's own. */
@ApplicationScoped
class AccessTokens {

  private final TokenVerifier verifier;

  AccessTokens(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /** Empty when it is none of ours, or void already. */
  Optional<VerifiedToken> read(String token) {
    // Done at once here: the gateway has the keys and fetches none.
    Future<VerifiedToken> verified = verifier.verify("Bearer " + token);
    return verified.succeeded() ? Optional.of(verified.result()) : Optional.empty();
  }
}
