package dev.castellan.gateway.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.gate.Credentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes {@code X-API-Key} too, where there is no {@code Authorization}: the request goes on with a
 * short-lived token in its place, so that no service ever sees a key. A token is used again while
 * it is good; what voids it has the key looked at anew.
 */
@ApplicationScoped
class ApiKeyCredentials implements Credentials {

  private static final CharSequence HEADER = HttpHeaders.createOptimized("x-api-key");
  private static final int KEY_LENGTH = ApiKeyService.PREFIX.length() + 43;
  private static final int MOST_REMEMBERED = 10_000;

  private final ApiKeyService keys;
  private final AccessTokens tokens;
  private final Vertx vertx;
  private final int mostWaiting;
  private final AtomicInteger waiting = new AtomicInteger();

  /** By the hash of the key, so that no key is kept in memory. */
  private final Cache<ByteBuffer, String> swapped;

  ApiKeyCredentials(ApiKeyService keys, AccessTokens tokens, Vertx vertx, IdentityConfig config) {
    this.keys = keys;
    this.tokens = tokens;
    this.vertx = vertx;
    this.mostWaiting = config.apiKeys().waiting();
    Duration tokenLife = config.apiKeys().tokenLife();
    this.swapped =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            // Never handed on with so little life left that it expires on its way.
            .expireAfterWrite(tokenLife.multipliedBy(4).dividedBy(5))
            .build();
  }

  @Override
  public Future<String> of(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    String key = authorization != null ? null : request.getHeader(HEADER);
    if (key == null) {
      return Future.succeededFuture(authorization);
    }
    return tokenFor(key, request)
        .map("Bearer "::concat)
        .onSuccess(bearer -> request.headers().set(HttpHeaders.AUTHORIZATION, bearer));
  }

  private Future<String> tokenFor(String key, HttpServerRequest request) {
    if (key.length() != KEY_LENGTH || !key.startsWith(ApiKeyService.PREFIX)) {
      return Future.failedFuture(ApiKeyService.invalid());
    }
    byte[] hash = Opaque.hash(key);
    ByteBuffer name = ByteBuffer.wrap(hash);
    String known = swapped.getIfPresent(name);
    if (known != null && tokens.read(known).isPresent()) {
      return Future.succeededFuture(known);
    }
    swapped.invalidate(name);
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      return Future.failedFuture(new ServiceException(ErrorCode.UNAVAILABLE));
    }
    String address = request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
    return vertx
        .executeBlocking(() -> keys.swap(hash, address).text(), false)
        .onComplete(done -> waiting.decrementAndGet())
        .onSuccess(token -> swapped.put(name, token));
  }
}
