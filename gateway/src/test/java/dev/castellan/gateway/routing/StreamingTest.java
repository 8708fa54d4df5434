package dev.castellan.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.gateway.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies pass as they come, in both directions, at the pace of the slower side. */
@QuarkusTest
@GatewayTest
class StreamingTest {

  private static final int MEGABYTE = 1 << 20;

  @Fake("element")
  FakeService elements;

  @Fake("widget")
  FakeService widgets;

  private String token;

  @BeforeEach
  void reset() {
    elements.reset();
    widgets.reset();
    token = Logins.admin().token();
  }

  @Test
  void shouldCarryABigBodyUpUnchanged() throws Exception {
    byte[] sent = random(48 * MEGABYTE);
    CRC32 seen = new CRC32();
    AtomicLong bytes = new AtomicLong();
    elements.answer(
        request -> {
          request.handler(
              buffer -> {
                seen.update(buffer.getBytes());
                bytes.addAndGet(buffer.length());
              });
          request.endHandler(end -> request.response().end(Long.toString(seen.getValue())));
        });

    for (HttpRequest.BodyPublisher body :
        new HttpRequest.BodyPublisher[] {
          HttpRequest.BodyPublishers.ofByteArray(sent),
          HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(sent))
        }) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        seen.reset();
        bytes.set(0);
        HttpResponse<String> answer =
            client(version)
                .send(
                    request("/api/v2/smart-elements/1").PUT(body).build(),
                    HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s", version).isEqualTo(200);
        assertThat(bytes.get()).as("%s", version).isEqualTo(sent.length);
        assertThat(answer.body()).as("%s", version).isEqualTo(Long.toString(crc(sent)));
      }
    }
  }

  @Test
  void shouldCarryABigBodyDownUnchanged() throws Exception {
    byte[] part = random(MEGABYTE);
    elements.answer(
        request -> {
          HttpServerResponse response = request.response();
          if (request.getParam("length") != null) {
            response.putHeader("Content-Length", Long.toString(48L * MEGABYTE));
          } else {
            response.setChunked(true);
          }
          send(response, Buffer.buffer(part), 48);
        });

    for (String query : new String[] {"", "?length=1"}) {
      for (HttpClient.Version version : HttpClient.Version.values()) {
        HttpResponse<InputStream> answer =
            client(version)
                .send(
                    request("/api/v2/smart-elements/1" + query).GET().build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = answer.body()) {
          for (int i = 0; i < 48; i++) {
            assertThat(in.readNBytes(MEGABYTE)).isEqualTo(part);
          }
          assertThat(in.read()).isEqualTo(-1);
        }
      }
    }
  }

  private static void send(HttpServerResponse response, Buffer part, int times) {
    if (times == 0) {
      response.end();
    } else {
      response.write(part).onSuccess(written -> send(response, part, times - 1));
    }
  }

  @Test
  void shouldPassEachPieceOnBeforeTheNextHasCome() {
    AtomicReference<HttpServerRequest> seen = new AtomicReference<>();
    AtomicReference<String> received = new AtomicReference<>("");
    elements.answer(
        request -> {
          seen.set(request);
          request.handler(buffer -> received.accumulateAndGet(buffer.toString(), String::concat));
          request.endHandler(end -> request.response().end());
        });

    try (RawHttp http = new RawHttp()) {
      http.head(
          "PUT /api/v2/smart-elements/1 HTTP/1.1",
          "Authorization: " + token,
          "Transfer-Encoding: chunked");
      http.chunk("one".getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().until(() -> received.get().equals("one"));
      http.chunk("two".getBytes(StandardCharsets.US_ASCII));
      Awaitility.await().until(() -> received.get().equals("onetwo"));

      HttpServerResponse response = seen.get().response().setChunked(true);
      response.write("first");
      http.readUntil("first\r\n");
      response.write("second");
      http.readUntil("second\r\n");
      http.send("0\r\n\r\n");
      http.readUntil("0\r\n\r\n");
    }
  }

  @Test
  void shouldHoldTheClientBackWhenTheServiceDoesNotRead() throws IOException {
    elements.answer(HttpServerRequest::pause);
    ByteBuffer part = ByteBuffer.allocateDirect(64 << 10);
    long sent = 0;

    try (SocketChannel socket =
        SocketChannel.open(new InetSocketAddress("127.0.0.1", RestAssured.port))) {
      String head =
          "PUT /api/v2/smart-elements/1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
              + token
              + "\r\nContent-Length: "
              + 96 * MEGABYTE
              + "\r\n\r\n";
      socket.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      socket.configureBlocking(false);
      long stalledSince = System.nanoTime();
      while (System.nanoTime() - stalledSince < 700_000_000L && sent < 96L * MEGABYTE) {
        part.clear();
        int written;
        try {
          written = socket.write(part);
        } catch (IOException e) {
          // Held back for so long that the gateway has given up.
          break;
        }
        sent += written;
        if (written > 0) {
          stalledSince = System.nanoTime();
        }
      }
    }

    // What the sockets of two connections hold, which the kernel decides, and a little for the
    // gateway.
    assertThat(sent).isPositive().isLessThan(64L * MEGABYTE);
  }

  @Test
  void shouldLetAStreamBeSilentForAsLongAsItLikes() {
    widgets.answer(
        request -> {
          HttpServerResponse response =
              request.response().setChunked(true).putHeader("Content-Type", "text/event-stream");
          response.write("data: 1\n\n");
          // Longer than any request may take in this test.
          Vertx.currentContext().owner().setTimer(6_000, id -> response.end("data: 2\n\n"));
        });

    RawHttp.Reply reply = RawHttp.ask("GET /widgets/1/stream HTTP/1.1", "Authorization: " + token);

    assertThat(reply.text()).contains("text/event-stream", "data: 1", "data: 2");
    assertThat(reply.text()).endsWith("0\r\n\r\n");
  }

  @Test
  void shouldInviteAClientThatWaitsForLeaveToSendItsBody() {
    try (RawHttp http = new RawHttp()) {
      http.head(
          "POST /widgets HTTP/1.1",
          "Authorization: " + token,
          "Content-Length: 2",
          "Expect: 100-continue");
      assertThat(http.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      http.send("{}");
      RawHttp.Reply reply = http.readAll();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).contains("\"body\":\"{}\"").doesNotContain("\"expect\"");
    }
  }

  @Test
  void shouldAnswerAnOldClientThatKnowsNoChunks() {
    widgets.answer(
        request -> {
          HttpServerResponse response = request.response().setChunked(true);
          response.write("one ");
          response.end("two");
        });

    RawHttp.Reply reply = RawHttp.ask("GET /widgets HTTP/1.0", "Authorization: " + token);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.head().toLowerCase()).doesNotContain("transfer-encoding");
    assertThat(reply.body()).isEqualTo("one two");
  }

  @Test
  void shouldBreakTheCallOffWhenTheClientIsGone() {
    CompletableFuture<Void> gone = new CompletableFuture<>();
    CompletableFuture<Void> arrived = new CompletableFuture<>();
    widgets.answer(
        request -> {
          request.response().closeHandler(closed -> gone.complete(null));
          request.response().exceptionHandler(closed -> gone.complete(null));
          arrived.complete(null);
        });

    try (RawHttp http = new RawHttp()) {
      http.head("GET /widgets/1/stream HTTP/1.1", "Authorization: " + token);
      Awaitility.await().until(arrived::isDone);
    }

    Awaitility.await().until(gone::isDone);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .header("Authorization", "Bearer " + token);
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).build();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
