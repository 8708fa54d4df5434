package dev.castellan.launcher.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Ready when a health address answers 200. */
public final class HttpHealth implements Readiness {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client;
  private final URI address;

  /**
   * @param client shared by all checks
   * @param address what to get
   */
  public HttpHealth(HttpClient client, URI address) {
    this.client = client;
    this.address = address;
  }

  @Override
  public boolean isReady() {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
