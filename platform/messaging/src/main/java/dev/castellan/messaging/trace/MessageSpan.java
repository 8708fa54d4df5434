package dev.castellan.messaging.trace;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The way of one event over Kafka as two spans: sent by its producer, worked on by its consumer.
 * While tracing is off, or the event belongs to no trace, there is none and it costs nothing.
 */
public final class MessageSpan {

  private static final String TRACER = "castellan-messaging";
  private static final int TRACE_ID = 3;
  private static final int SPAN_ID = 36;
  private static final int FLAGS = 53;

  /** Asked once: nobody turns tracing on in a process that runs. */
  private static final class Switch {
    private static final boolean OFF =
        ConfigProvider.getConfig()
            .getOptionalValue("quarkus.otel.sdk.disabled", Boolean.class)
            .orElse(false);
  }

  private final Span span;
  private final String traceParent;

  private MessageSpan(Span span, String traceParent) {
    this.span = span;
    this.traceParent = traceParent;
  }

  /**
   * Begins when an event is handed to the broker's client.
   *
   * @param traceParent what it belongs to; null for none
   */
  public static MessageSpan sending(String topic, String type, String traceParent) {
    return Switch.OFF
        ? new MessageSpan(null, traceParent)
        : begin(SpanKind.PRODUCER, topic, type, traceParent);
  }

  /**
   * Begins when an event has been read.
   *
   * @param traceParent what came with it; null for none
   */
  public static MessageSpan handling(String topic, String type, String traceParent) {
    return Switch.OFF
        ? new MessageSpan(null, traceParent)
        : begin(SpanKind.CONSUMER, topic, type, traceParent);
  }

  static MessageSpan begin(SpanKind kind, String topic, String type, String traceParent) {
    if (traceParent == null) {
      return new MessageSpan(null, null);
    }
    return new MessageSpan(
        GlobalOpenTelemetry.getTracer(TRACER)
            .spanBuilder((kind == SpanKind.PRODUCER ? "send " : "process ") + topic)
            .setSpanKind(kind)
            .setParent(Context.root().with(Span.wrap(read(traceParent))))
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", topic)
            .setAttribute("cloudevents.event_type", type)
            .startSpan(),
        traceParent);
  }

  private static SpanContext read(String traceParent) {
    return SpanContext.createFromRemoteParent(
        traceParent.substring(TRACE_ID, TRACE_ID + 32),
        traceParent.substring(SPAN_ID, SPAN_ID + 16),
        TraceFlags.fromHex(traceParent, FLAGS),
        TraceState.getDefault());
  }

  /** Whether there is one at all. */
  public boolean isThere() {
    return span != null;
  }

  /** What comes of the event belongs to this; null when it belongs to no trace. */
  public String traceParent() {
    return span == null ? traceParent : TraceContext.traceParent(span.getSpanContext());
  }

  /** It is over. */
  public void end() {
    if (span != null) {
      span.end();
    }
  }
}
