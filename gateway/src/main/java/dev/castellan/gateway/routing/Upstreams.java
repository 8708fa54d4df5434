package dev.castellan.gateway.routing;

import dev.castellan.contracts.routes.RouteTable;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The services that the route table names; the gateway does not start without their addresses. */
@Startup
@ApplicationScoped
public class Upstreams {

  /** Name of this process in the route table. */
  public static final String SELF = "gateway";

  private static final int MAX_HEADER_BYTES = 32 << 10;

  private final Vertx vertx;
  private final ProxyConfig proxy;
  private final CircuitBreakerConfig breakers;
  private final Map<String, Upstream> byService;

  Upstreams(Vertx vertx, ProxyConfig proxy, UpstreamConfig addresses, MeterRegistry meters) {
    this.breakers = Target.settings(proxy.breaker());
    this.vertx = vertx;
    this.proxy = proxy;
    this.byService =
        names().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    name ->
                        open(
                            name,
                            addresses
                                .services()
                                .getOrDefault(name, Optional.empty())
                                .orElse(List.of()))));
    byService.forEach(
        (name, upstream) ->
            Gauge.builder("castellan.upstream.passed.over", upstream, Upstream::open)
                .description("Addresses that no request is sent to, since they failed")
                .tag("service", name)
                .register(meters));
  }

  /** Names of the services in the route table, this process apart. */
  public static Collection<String> names() {
    return RouteTable.load().services().stream().filter(name -> !name.equals(SELF)).toList();
  }

  Upstream of(String service) {
    return byService.get(service);
  }

  /** Whether the service answers HTTP at all; never fails. */
  public Future<Boolean> answers(String service, Duration within) {
    return of(service).answers(within);
  }

  private Upstream open(String name, List<URI> uris) {
    if (uris.isEmpty()) {
      throw invalid(name);
    }
    HttpClient client = vertx.createHttpClient(options(name), pool());
    return new Upstream(name, client, uris.stream().map(uri -> target(name, uri)).toList());
  }

  private Target target(String name, URI uri) {
    if (uri.getHost() == null
        || uri.getRawQuery() != null
        || !(uri.getPath().isEmpty() || uri.getPath().equals("/"))
        || !(uri.getScheme().equals("http") || uri.getScheme().equals("https"))) {
      throw invalid(name);
    }
    boolean tls = uri.getScheme().equals("https");
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new Target(
        uri.getScheme() + "://" + uri.getRawAuthority(),
        new RequestOptions().setHost(uri.getHost()).setPort(port).setSsl(tls).setURI("/"),
        breakers);
  }

  private static IllegalStateException invalid(String name) {
    return new IllegalStateException(
        "castellan.upstream." + name + " must be http://host:port or https://host:port");
  }

  private HttpClientOptions options(String name) {
    return new HttpClientOptions()
        .setName(name)
        .setConnectTimeout((int) proxy.connectTimeout().toMillis())
        .setIdleTimeout((int) proxy.idleTimeout().toSeconds())
        .setKeepAliveTimeout((int) proxy.keepAlive().toSeconds())
        .setMaxWaitQueueSize(proxy.waiting())
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setDecompressionSupported(false);
  }

  private PoolOptions pool() {
    return new PoolOptions().setHttp1MaxSize(proxy.connections());
  }
}
