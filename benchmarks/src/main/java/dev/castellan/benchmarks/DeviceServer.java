package dev.castellan.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Devices over HTTP: those that answer at once, and one that never does. */
final class DeviceServer implements AutoCloseable {

  private static final byte[] FINE = "{\"ok\":true}".getBytes(StandardCharsets.US_ASCII);

  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);

  DeviceServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/quick", DeviceServer::answer);
    server.createContext("/hanging", exchange -> hang());
    server.start();
  }

  String quick() {
    return url("/quick");
  }

  String hanging() {
    return url("/hanging");
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static void answer(HttpExchange exchange) {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, FINE.length);
      exchange.getResponseBody().write(FINE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
