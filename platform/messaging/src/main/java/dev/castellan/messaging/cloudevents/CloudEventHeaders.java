package dev.castellan.messaging.cloudevents;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Header names and values of the CloudEvents 1.0 Kafka protocol binding, binary content mode. */
public final class CloudEventHeaders {

  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";
  public static final String TRACE_PARENT = "traceparent";

  private static final String SPEC_VERSION = "ce_specversion";
  private static final String CONTENT_TYPE = "content-type";

  private CloudEventHeaders() {}

  /** Writes the attributes that every event of ours carries, and the extra ones given. */
  public static void write(
      Headers headers,
      UUID id,
      String type,
      String source,
      Instant time,
      Map<String, String> extra) {
    put(headers, SPEC_VERSION, "1.0");
    put(headers, ID, id.toString());
    put(headers, TYPE, type);
    put(headers, SOURCE, source);
    put(headers, TIME, time.toString());
    put(headers, CONTENT_TYPE, "application/json");
    extra.forEach((name, value) -> put(headers, name, value));
  }

  /** The value of a header, or null. */
  public static String read(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
