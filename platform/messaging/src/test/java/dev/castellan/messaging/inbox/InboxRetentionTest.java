package dev.castellan.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class InboxRetentionTest {

  @Test
  void shouldForgetNothingThatATopicStillHolds() {
    assertThat(InboxRetention.of(Duration.ofDays(8)).keep()).isEqualTo(Duration.ofDays(8));
    assertThatThrownBy(() -> InboxRetention.of(Duration.ofDays(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
