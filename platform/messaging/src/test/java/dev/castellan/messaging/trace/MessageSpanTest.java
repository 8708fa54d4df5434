package dev.castellan.messaging.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageSpanTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String REQUEST = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final List<SpanData> ended = new ArrayList<>();

  @BeforeEach
  void collect() {
    GlobalOpenTelemetry.resetForTest();
    OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Collector()))
                .build())
        .buildAndRegisterGlobal();
  }

  @AfterEach
  void forget() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void shouldHangWhatIsDoneWithAnEventOnItsSendingAndThatOnTheRequest() {
    MessageSpan sent = MessageSpan.begin(SpanKind.PRODUCER, "topic", "type", REQUEST);
    MessageSpan handled = MessageSpan.begin(SpanKind.CONSUMER, "topic", "type", sent.traceParent());
    sent.end();
    handled.end();

    assertThat(ended)
        .extracting(SpanData::getKind)
        .containsExactly(SpanKind.PRODUCER, SpanKind.CONSUMER);
    assertThat(ended).extracting(SpanData::getTraceId).containsOnly(TRACE);
    assertThat(ended.get(0).getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(ended.get(1).getParentSpanId()).isEqualTo(ended.get(0).getSpanId());
    assertThat(handled.traceParent()).contains(TRACE, ended.get(1).getSpanId());
  }

  @Test
  void shouldMakeNoSpanOfWhatBelongsToNoTrace() {
    MessageSpan sent = MessageSpan.begin(SpanKind.PRODUCER, "topic", "type", null);
    sent.end();

    assertThat(sent.isThere()).isFalse();
    assertThat(sent.traceParent()).isNull();
    assertThat(ended).isEmpty();
  }

  private final class Collector implements SpanExporter {

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      ended.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
