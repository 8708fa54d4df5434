package dev.castellan.smartobject.outbound;

import dev.castellan.smartobject.module.DeviceException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Sends requests to devices. A name is resolved once, each address is checked, and the connection
 * goes to exactly a checked one, so that a name cannot lead somewhere else a moment later. TLS is
 * always verified, against the name. No connection is kept: one that the device has closed
 * meanwhile would lose requests that must not be sent twice.
 */
@ApplicationScoped
public class OutboundClient {

  private static final int MOST_REDIRECTS = 3;

  /** The engine ends calls at their deadline; this is for callers that do not. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final DeviceAddresses addresses;
  private final HttpClient client;
  private final long maxResponse;

  OutboundClient(Vertx vertx, DeviceAddresses addresses, OutboundConfig config) {
    this.addresses = addresses;
    this.maxResponse = config.maxResponse().asLongValue();
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(config.connectionsPerAddress())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setSslHandshakeTimeout(config.connectTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize((int) config.maxHeader().asLongValue())
                .setVerifyHost(true)
                .setTrustAll(false)
                .setTracingPolicy(TracingPolicy.IGNORE));
  }

  @PreDestroy
  void stop() {
    client.close();
  }

  /**
   * Sends a request, follows redirects and waits for the answer.
   *
   * @throws DeviceException temporary when the device was not reached or did not answer; for good
   *     when its address is not allowed or its answer breaks a limit
   */
  public OutboundAnswer send(OutboundRequest request, Instant deadline)
      throws DeviceException, InterruptedException {
    OutboundRequest next = request;
    boolean done = false;
    try {
      for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
        OutboundExchange.Reply reply = exchange(next, deadline);
        done |= Redirects.toResult(next, reply.status());
        Optional<OutboundRequest> further =
            Redirects.follow(next, reply.status(), reply.location());
        if (further.isEmpty()) {
          return new OutboundAnswer(reply.status(), reply.body(), done);
        }
        next = further.get();
      }
      throw DeviceException.refused("The device sends on too often");
    } catch (DeviceException e) {
      throw done ? e.perhapsDone() : e;
    }
  }

  private OutboundExchange.Reply exchange(OutboundRequest request, Instant deadline)
      throws DeviceException, InterruptedException {
    OutboundExchange exchange = new OutboundExchange(request, maxResponse);
    List<RequestOptions> places =
        addresses.allowed(request.uri().getHost(), deadline.plus(GRACE)).stream()
            .map(address -> place(request, address))
            .toList();
    try {
      return await(exchange.run(client, places), deadline);
    } catch (DeviceException e) {
      throw e.temporary() && exchange.sent() ? DeviceException.unanswered(e.getMessage()) : e;
    } finally {
      exchange.stop();
    }
  }

  private static RequestOptions place(OutboundRequest request, InetAddress address) {
    URI uri = request.uri();
    int port = Redirects.port(uri);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(Redirects.secure(uri))
            .setMethod(HttpMethod.valueOf(request.method()))
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false);
    request.headers().forEach(each -> options.putHeader(each.name(), each.value()));
    return options;
  }

  private static <T> T await(Future<T> result, Instant deadline)
      throws DeviceException, InterruptedException {
    try {
      long left = Duration.between(Instant.now(), deadline.plus(GRACE)).toMillis();
      return result.get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw DeviceException.unreachable("The device did not answer in time");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case DeviceException told -> told;
        case SSLException untrusted ->
            DeviceException.refused("The device has no certificate that is trusted");
        // Messages of the network name hosts; they stay here.
        case null, default -> DeviceException.unreachable("The device cannot be reached");
      };
    } finally {
      result.cancel(true);
    }
  }
}
