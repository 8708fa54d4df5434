package dev.castellan.web.prefer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitPreferenceTest {

  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofSeconds(50);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "respond-async | 0",
        "Respond-Async | 0",
        "respond-async, wait=10 | 0",
        "wait=10 | 10",
        "return=minimal, wait=\"5\" | 5",
        "wait = 7; foo | 7",
        "wait=600 | 50",
        "wait=0 | 0",
        "wait=soon | 30",
        "return=minimal | 30",
        "wait=-1 | 30"
      })
  void shouldReadThePreferHeader(String prefer, long seconds) {
    assertThat(WaitPreference.of(prefer, USUAL, LONGEST)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void shouldWaitTheUsualTimeWithoutOne() {
    assertThat(WaitPreference.of(null, USUAL, LONGEST)).isEqualTo(USUAL);
  }
}
