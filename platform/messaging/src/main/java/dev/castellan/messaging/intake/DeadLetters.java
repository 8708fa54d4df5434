package dev.castellan.messaging.intake;

import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.Config;

/**
 * Puts what could not be handled onto {@code <topic>.dlq}, as it came, with the reason in headers.
 */
@ApplicationScoped
class DeadLetters {

  private static final String PREFIX = "castellan_dlq_";

  private static final Pattern CONSUMED =
      Pattern.compile("mp\\.messaging\\.incoming\\.[^.]+\\.topic");

  private final Outbox outbox;
  private final MeterRegistry metrics;

  DeadLetters(Outbox outbox, MeterRegistry metrics) {
    this.outbox = outbox;
    this.metrics = metrics;
  }

  /** From 0 on for whatever is consumed: the first dead letter of a process is an increase. */
  void begin(@Observes StartupEvent event, Config config) {
    for (String name : config.getPropertyNames()) {
      if (CONSUMED.matcher(name).matches()) {
        counter(config.getValue(name, String.class));
      }
    }
  }

  void store(ConsumerRecord<String, byte[]> polled, Exception reason) {
    store(polled, reason, () -> {});
  }

  /**
   * @param alongside runs in the same transaction
   */
  void store(ConsumerRecord<String, byte[]> polled, Exception reason, Runnable alongside) {
    Log.errorf(
        "Dead letter from %s-%d@%d: %s",
        polled.topic(), polled.partition(), polled.offset(), String.valueOf(reason));
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : polled.headers()) {
      if (header.value() != null) {
        headers.put(
            writtenOver(header.key()) ? PREFIX + header.key() : header.key(),
            new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    headers.put(PREFIX + "topic", polled.topic());
    headers.put(PREFIX + "partition", Integer.toString(polled.partition()));
    headers.put(PREFIX + "offset", Long.toString(polled.offset()));
    headers.put(PREFIX + "reason", reason.getClass().getSimpleName());
    putIfPresent(
        headers, "event_id", CloudEventHeaders.read(polled.headers(), CloudEventHeaders.ID));
    putIfPresent(
        headers, "source", CloudEventHeaders.read(polled.headers(), CloudEventHeaders.SOURCE));
    String type = CloudEventHeaders.read(polled.headers(), CloudEventHeaders.TYPE);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              outbox.appendRaw(
                  polled.topic() + ".dlq",
                  polled.key(),
                  type == null ? "castellan.unknown" : type,
                  polled.value(),
                  headers);
              alongside.run();
            });
    counter(polled.topic()).increment();
  }

  private Counter counter(String topic) {
    return metrics.counter("castellan.dead.letters", "topic", topic);
  }

  /** By the outbox, which gives the dead letter attributes of its own. */
  private static boolean writtenOver(String header) {
    return header.startsWith("ce_") || header.equals("content-type");
  }

  private static void putIfPresent(Map<String, String> headers, String name, String value) {
    if (value != null) {
      headers.put(PREFIX + name, value);
    }
  }
}
