package dev.castellan.widget;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The client of one event stream. */
final class EventReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Event END = new Event(null, "(end)", null, 0);

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final InputStream body;
  private final int status;

  /**
   * @param receivedAt by {@link System#nanoTime()}
   */
  record Event(String id, String name, JsonNode data, long receivedAt) {

    /** The first of the contents that it tells of. */
    String content() {
      return data == null ? null : data.at("/contents/0/content").asText();
    }
  }

  EventReader(URI uri, String token, String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", token)
            .header("Accept", "text/event-stream");
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<InputStream> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      status = response.statusCode();
      body = response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Thread.startVirtualThread(this::read);
  }

  int status() {
    return status;
  }

  /** The next event; fails when none comes in time. */
  Event next(Duration patience) {
    try {
      Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (event == null) {
        throw new AssertionError("no event within " + patience);
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The next event, but for those which tell that a device is late, as on a busy machine. */
  Event told(Duration patience) {
    return until(
        event -> event.data() == null || !Answered.isLate(event.data().toString()), patience);
  }

  /** The next event that fits; those before it are passed over. */
  Event until(Predicate<Event> fits, Duration patience) {
    Event event = next(patience);
    while (!fits.test(event)) {
      if (event == END) {
        throw new AssertionError("the stream has ended");
      }
      event = next(patience);
    }
    return event;
  }

  /** Whether nothing comes for so long. */
  boolean silentFor(Duration period) throws InterruptedException {
    return events.poll(period.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  private void read() {
    String id = null;
    String name = null;
    try (Scanner lines = new Scanner(body, StandardCharsets.UTF_8)) {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith("id:")) {
          id = line.substring(3);
        } else if (line.startsWith("event:")) {
          name = line.substring(6);
        } else if (line.startsWith("data:")) {
          events.add(new Event(id, name, json(line.substring(5)), System.nanoTime()));
        }
      }
    }
    events.add(END);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
