package dev.castellan.web.security;

import io.quarkus.logging.Log;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches the signing keys when a token names one that is not known, but not more often than
 * callers can abuse.
 */
final class JwksClient {

  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

  /** Only while there is no key at all, so that nobody is let in. */
  private static final Duration BETWEEN_FIRST_TRIES = Duration.ofSeconds(1);

  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_BYTES = 1 << 20;

  private final SigningKeys keys;
  private final Optional<URI> url;
  private final String issuer;
  private final Optional<Path> copy;
  private final Vertx vertx;
  private final HttpClient client;
  private Future<Void> running;
  private long notBefore;

  /**
   * @param url where the keys are; absent when they are not to be fetched, or discovered
   * @param issuer whose discovery document says where (OpenID Connect Discovery 1.0); null for none
   * @param copy file that keeps what was fetched last
   */
  JwksClient(SigningKeys keys, Optional<URI> url, String issuer, Optional<Path> copy, Vertx vertx) {
    this.keys = keys;
    this.url = url;
    this.issuer = issuer;
    this.copy = copy;
    this.vertx = vertx;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS).setMaxPoolSize(1));
  }

  /** Starts with what was fetched last time, so that nobody has to be asked. */
  void loadCopy() {
    copy.filter(Files::isReadable)
        .ifPresent(
            file -> {
              try {
                keys.replaceBy(Files.readString(file));
              } catch (IOException | IllegalArgumentException e) {
                Log.warnf("Ignoring the kept copy of the signing keys: %s", e.getMessage());
              }
            });
  }

  /** Completes when a fetch is done, or at once when one was done a moment ago; never fails. */
  synchronized Future<Void> refresh() {
    if (running != null) {
      return running;
    }
    if (url.isEmpty() && issuer == null || System.nanoTime() < notBefore) {
      return Future.succeededFuture();
    }
    Future<Void> fetch =
        fetch()
            .onSuccess(body -> vertx.executeBlocking(() -> keep(body)))
            .map(Buffer::toString)
            .<Void>map(
                jwks -> {
                  keys.replaceBy(jwks);
                  return null;
                })
            .onSuccess(done -> waitBeforeNext(BETWEEN_FETCHES))
            .recover(
                failure -> {
                  Log.warnf("Signing keys could not be fetched: %s", failure.getMessage());
                  waitBeforeNext(keys.isEmpty() ? BETWEEN_FIRST_TRIES : BETWEEN_FETCHES);
                  return Future.succeededFuture();
                });
    running = fetch.isComplete() ? null : fetch;
    return fetch;
  }

  private synchronized void waitBeforeNext(Duration pause) {
    running = null;
    notBefore = System.nanoTime() + pause.toNanos();
  }

  private Future<Buffer> fetch() {
    return url.isPresent()
        ? fetch(url.get().toString())
        : fetch(withoutSlash(issuer) + DISCOVERY)
            .map(Buffer::toJsonObject)
            .compose(
                document ->
                    // Asked for by section 4.3: nobody may speak for another.
                    issuer.equals(document.getString("issuer"))
                        ? fetch(document.getString("jwks_uri"))
                        : Future.failedFuture("the discovery document is of another issuer"));
  }

  private static String withoutSlash(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  private Future<Buffer> fetch(String from) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(from)
            .setTimeout(TIMEOUT_MILLIS);
    return client
        .request(request)
        .compose(call -> call.send())
        .compose(
            response ->
                response.statusCode() == 200
                    ? response.body()
                    : Future.failedFuture("status " + response.statusCode()))
        .compose(
            body ->
                body.length() <= MAX_BYTES
                    ? Future.succeededFuture(body)
                    : Future.failedFuture("too large"));
  }

  private Void keep(Buffer jwks) throws IOException {
    if (copy.isPresent()) {
      Files.createDirectories(copy.get().getParent());
      Path fresh = Files.createTempFile(copy.get().getParent(), "jwks", ".json");
      Files.write(fresh, jwks.getBytes());
      Files.move(fresh, copy.get(), StandardCopyOption.REPLACE_EXISTING);
    }
    return null;
  }
}
