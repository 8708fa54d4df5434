package dev.castellan.smartobject.outbound;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.castellan.smartobject.module.DeviceException;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboundClientTest {

  private static final int MOST = 10_000;

  @RegisterExtension
  static final WireMockExtension DEVICE =
      WireMockExtension.newInstance()
          .options(options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort())
          .build();

  @RegisterExtension
  static final WireMockExtension OTHER =
      WireMockExtension.newInstance()
          .options(options().bindAddress("127.0.0.1").dynamicPort())
          .build();

  private static Vertx vertx;
  private static OutboundClient client;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    client = client("127.0.0.1");
  }

  @AfterAll
  static void stop() {
    client.stop();
    vertx.close();
  }

  @Test
  void shouldBringTheAnswerWhateverItsStatus() throws Exception {
    DEVICE.stubFor(get("/a?b=c%20d").willReturn(aResponse().withStatus(404).withBody("gone")));

    OutboundAnswer answer = client.send(request("GET", at(DEVICE, "/a?b=c%20d")), soon());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("gone");
  }

  @Test
  void shouldNotCallAnAddressThatIsNotAllowed() {
    OutboundClient strict = client();
    try {
      for (String host : List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]")) {
        DeviceException refusal =
            failure(
                strict, request("GET", "http://" + host + ":" + DEVICE.getPort() + "/forbidden"));
        assertThat(refusal).hasMessage("The address of the device is not allowed");
        assertThat(refusal.temporary()).isFalse();
      }
    } finally {
      strict.stop();
    }
    DEVICE.verify(0, getRequestedFor(urlEqualTo("/forbidden")));
  }

  @Test
  void shouldNotFollowARedirectToAnAddressThatIsNotAllowed() {
    DEVICE.stubFor(
        get("/away").willReturn(redirect(307, "http://127.0.0.2:" + DEVICE.getPort() + "/in")));

    assertThat(failure(client, request("GET", at(DEVICE, "/away"))))
        .hasMessage("The address of the device is not allowed");
    DEVICE.verify(0, getRequestedFor(urlEqualTo("/in")));
  }

  @Test
  void shouldNotTakeSecretsToAnotherPlace() throws Exception {
    DEVICE.stubFor(get("/go").willReturn(redirect(307, at(OTHER, "/there"))));
    DEVICE.stubFor(get("/stay").willReturn(redirect(307, "/here")));
    DEVICE.stubFor(get("/here").willReturn(ok()));
    DEVICE.stubFor(put("/go").willReturn(redirect(307, at(OTHER, "/there"))));
    OTHER.stubFor(get("/there").willReturn(ok()));

    client.send(request("GET", at(DEVICE, "/go")), soon());
    client.send(request("GET", at(DEVICE, "/stay")), soon());

    OTHER.verify(
        getRequestedFor(urlEqualTo("/there"))
            .withHeader("x-plain", equalTo("plain"))
            .withoutHeader("x-secret"));
    DEVICE.verify(
        getRequestedFor(urlEqualTo("/here")).withHeader("x-secret", equalTo("hush-hush")));
    assertThat(failure(client, request("PUT", at(DEVICE, "/go")))).isNotNull();
    OTHER.verify(0, putRequestedFor(anyUrl()));
  }

  @Test
  void shouldRepeatAnEffectOnlyWhereTheRedirectSaysSo() throws Exception {
    DEVICE.stubFor(post("/307").willReturn(redirect(307, "/done")));
    DEVICE.stubFor(post("/303").willReturn(redirect(303, "/result")));
    DEVICE.stubFor(post("/302").willReturn(redirect(302, "/no")));
    DEVICE.stubFor(post("/done").willReturn(ok()));
    DEVICE.stubFor(get("/result").willReturn(ok("result")));

    assertThat(client.send(request("POST", at(DEVICE, "/307")), soon()).status()).isEqualTo(200);
    DEVICE.verify(postRequestedFor(urlEqualTo("/done")).withRequestBody(equalTo("{}")));
    assertThat(client.send(request("POST", at(DEVICE, "/303")), soon()).body())
        .isEqualTo("result".getBytes(StandardCharsets.UTF_8));
    assertThat(client.send(request("POST", at(DEVICE, "/302")), soon()).status()).isEqualTo(302);
    DEVICE.verify(0, postRequestedFor(urlEqualTo("/no")));
  }

  @Test
  void shouldFollowThreeRedirectsAndNoMore() throws Exception {
    DEVICE.stubFor(get("/1").willReturn(redirect(307, "/2")));
    DEVICE.stubFor(get("/2").willReturn(redirect(307, "/3")));
    DEVICE.stubFor(get("/3").willReturn(redirect(307, "/4")));
    DEVICE.stubFor(get("/4").willReturn(ok("end")));
    DEVICE.stubFor(get("/round").willReturn(redirect(307, "/round")));

    assertThat(client.send(request("GET", at(DEVICE, "/1")), soon()).status()).isEqualTo(200);
    assertThat(failure(client, request("GET", at(DEVICE, "/round"))))
        .hasMessage("The device sends on too often");
    DEVICE.verify(4, getRequestedFor(urlEqualTo("/round")));
  }

  @Test
  void shouldTakeNoMoreThanTheLimit() throws Exception {
    DEVICE.stubFor(get("/most").willReturn(ok("x".repeat(MOST))));
    DEVICE.stubFor(get("/more").willReturn(ok("x".repeat(MOST + 1))));
    DEVICE.stubFor(get("/head").willReturn(ok().withHeader("x-long", "x".repeat(5_000))));

    assertThat(client.send(request("GET", at(DEVICE, "/most")), soon()).body()).hasSize(MOST);
    assertThat(failure(client, request("GET", at(DEVICE, "/more"))))
        .hasMessage("The answer of the device is too large");
    assertThat(failure(client, request("GET", at(DEVICE, "/head")))).isNotNull();
  }

  @Test
  void shouldTrustNoCertificateThatNobodyVouchesFor() {
    DeviceException refusal =
        failure(client, request("GET", "https://127.0.0.1:" + DEVICE.getHttpsPort() + "/"));

    assertThat(refusal).hasMessage("The device has no certificate that is trusted");
    assertThat(refusal.temporary()).isFalse();
  }

  @Test
  void shouldTellWhatCannotBeReachedAsTemporaryAndNameNoHost() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    DeviceException refused = failure(client, request("GET", "http://127.0.0.1:" + closed + "/"));
    // Whoever resolves names may take his time to say so.
    Instant late = Instant.now().plusSeconds(60);
    DeviceException unknown =
        catchThrowableOfType(
            DeviceException.class,
            () -> client.send(request("GET", "http://nowhere.invalid/"), late));

    assertThat(refused).hasMessage("The device cannot be reached");
    assertThat(refused.temporary()).isTrue();
    assertThat(unknown).hasMessage("The name of the device is not known");
    assertThat(unknown.temporary()).isTrue();
  }

  @Test
  void shouldNotWaitLongerThanTheDeadline() {
    DEVICE.stubFor(get("/slow").willReturn(ok().withFixedDelay(20_000)));
    Instant before = Instant.now();

    DeviceException refusal =
        catchThrowableOfType(
            DeviceException.class,
            () -> client.send(request("GET", at(DEVICE, "/slow")), Instant.now()));

    assertThat(refusal).hasMessage("The device did not answer in time");
    assertThat(refusal.temporary()).isTrue();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  private static DeviceException failure(OutboundClient client, OutboundRequest request) {
    return catchThrowableOfType(DeviceException.class, () -> client.send(request, soon()));
  }

  private static ResponseDefinitionBuilder redirect(int status, String location) {
    return aResponse().withStatus(status).withHeader("Location", location);
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(10);
  }

  private static String at(WireMockExtension server, String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
  }

  private static OutboundRequest request(String method, String url) {
    byte[] body = method.equals("GET") ? null : "{}".getBytes(StandardCharsets.UTF_8);
    return new OutboundRequest(
        method,
        URI.create(url),
        List.of(
            new OutboundRequest.Header("x-plain", "plain", false),
            new OutboundRequest.Header("x-secret", "hush-hush", true)),
        body,
        body != null);
  }

  private static OutboundClient client(String... allowed) {
    OutboundConfig config = config(List.of(allowed));
    return new OutboundClient(vertx, new DeviceAddresses(new AddressRules(config)), config);
  }

  static OutboundConfig config(List<String> allowed) {
    return new OutboundConfig() {
      @Override
      public Optional<List<String>> allow() {
        return Optional.of(allowed);
      }

      @Override
      public Duration connectTimeout() {
        return Duration.ofSeconds(3);
      }

      @Override
      public MemorySize maxResponse() {
        return new MemorySize(BigInteger.valueOf(MOST));
      }

      @Override
      public MemorySize maxHeader() {
        return new MemorySize(BigInteger.valueOf(4_096));
      }

      @Override
      public int connectionsPerAddress() {
        return 10;
      }
    };
  }
}
