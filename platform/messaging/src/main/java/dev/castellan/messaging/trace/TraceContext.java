package dev.castellan.messaging.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;

/** What the running work belongs to, as a {@code traceparent} (W3C Trace Context, level 1). */
@ApplicationScoped
public class TraceContext {

  private static final Pattern FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /** Set while one thread works for many requests: none of them is the cause of it all. */
  private static final ThreadLocal<Boolean> SHARED = new ThreadLocal<>();

  private final CurrentVertxRequest request;

  TraceContext(CurrentVertxRequest request) {
    this.request = request;
  }

  /** Runs work that is not the running request's alone. */
  public static void shared(Runnable work) {
    Boolean before = SHARED.get();
    SHARED.set(true);
    try {
      work.run();
    } finally {
      if (before == null) {
        SHARED.remove();
      }
    }
  }

  /** The present span, else what the request came with; null when there is neither. */
  public String current() {
    if (SHARED.get() != null) {
      return null;
    }
    SpanContext span = Span.current().getSpanContext();
    if (span.isValid()) {
      return traceParent(span);
    }
    if (!Arc.container().requestContext().isActive()) {
      return null;
    }
    RoutingContext context = request.getCurrent();
    return context == null ? null : wellFormed(context.request().getHeader("traceparent"));
  }

  static String traceParent(SpanContext span) {
    return String.join(
        "-", "00", span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
  }

  /** The text when it is a {@code traceparent}, else null. */
  public static String wellFormed(String text) {
    return text != null && FORM.matcher(text).matches() ? text : null;
  }
}
