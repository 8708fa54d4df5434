package dev.castellan.web.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FailureTagFilterTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void shouldFilter() {
    registry.config().meterFilter(new FailureTagFilter());
  }

  private String failure(String name, String... tags) {
    return registry.timer(name, tags).getId().getTag("failure");
  }

  @Test
  void shouldGiveTheLabelToRequestsThatHaveNone() {
    assertThat(failure(FailureTagFilter.REQUESTS, "status", "RESET")).isEqualTo("none");
    assertThat(failure(FailureTagFilter.REQUESTS, "status", "502", "failure", "business"))
        .isEqualTo("business");
  }

  @Test
  void shouldLeaveOtherMetersAlone() {
    assertThat(failure("http.client.requests", "status", "200")).isNull();
  }
}
