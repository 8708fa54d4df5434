package dev.castellan.gateway.health;

import dev.castellan.gateway.routing.Upstreams;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks every service how it is. Anybody may ask us, so what was found out is told again for a
 * moment, and nobody makes us ask twice at the same time.
 */
@ApplicationScoped
class SuiteHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final SmallRyeHealthReporter own;
  private final Upstreams upstreams;
  private final Map<String, Optional<List<URI>>> readiness;
  private final HttpClient client;
  private Uni<HealthView> view;
  private long lookedAt;

  SuiteHealth(
      Vertx vertx, SmallRyeHealthReporter own, Upstreams upstreams, UpstreamHealthConfig config) {
    this.own = own;
    this.upstreams = upstreams;
    this.readiness = config.services();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setConnectTimeout((int) PATIENCE.toMillis()));
  }

  /** How it was at most two seconds ago. */
  synchronized Uni<HealthView> view() {
    if (view == null || System.nanoTime() - lookedAt > FRESH.toNanos()) {
      view = look().memoize().indefinitely();
      lookedAt = System.nanoTime();
    }
    return view;
  }

  private Uni<HealthView> look() {
    List<Uni<HealthView.Check>> checks = new ArrayList<>();
    checks.add(
        own.getReadinessAsync()
            .map(SmallRyeHealth::isDown)
            .onFailure()
            .recoverWithItem(true)
            .map(down -> HealthView.Check.of(Upstreams.SELF, !down)));
    Upstreams.names()
        .forEach(
            name ->
                checks.add(
                    Uni.createFrom()
                        .completionStage(() -> ask(name).toCompletionStage())
                        .map(up -> HealthView.Check.of(name, up))));
    return Uni.join().all(checks).andFailFast().map(HealthView::of);
  }

  private Future<Boolean> ask(String service) {
    return readiness
        .getOrDefault(service, Optional.empty())
        .map(this::areReady)
        .orElseGet(() -> upstreams.answers(service, PATIENCE));
  }

  private Future<Boolean> areReady(List<URI> urls) {
    List<Future<Boolean>> answers = urls.stream().map(this::isReady).toList();
    return Future.all(answers).map(all -> answers.stream().allMatch(Future::result));
  }

  private Future<Boolean> isReady(URI url) {
    return client
        .request(
            new RequestOptions().setAbsoluteURI(url.toString()).setTimeout(PATIENCE.toMillis()))
        .compose(HttpClientRequest::send)
        .compose(response -> response.end().map(end -> response.statusCode() == OK))
        .otherwise(false);
  }
}
