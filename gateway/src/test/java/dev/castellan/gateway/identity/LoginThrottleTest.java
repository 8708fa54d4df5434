package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private static final String ADDRESS = "192.0.2.1";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(5, Duration.ofMinutes(5), () -> now);

  @Test
  void shouldAdmitUntilTheFifthFailure() {
    for (int i = 0; i < 5; i++) {
      throttle.check("lucy", ADDRESS);
      throttle.failed("lucy", ADDRESS);
    }

    assertThatThrownBy(() -> throttle.check("lucy", ADDRESS))
        .isInstanceOfSatisfying(
            ServiceException.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
              assertThat(failure.headers()).containsEntry("Retry-After", "301");
            });
  }

  @Test
  void shouldAdmitAgainWhenTheFirstFailureIsOldEnough() {
    for (int i = 0; i < 5; i++) {
      throttle.failed("lucy", ADDRESS);
      pass(Duration.ofMinutes(1));
    }

    assertThatCode(() -> throttle.check("lucy", ADDRESS)).doesNotThrowAnyException();
    throttle.failed("lucy", ADDRESS);
    assertThatThrownBy(() -> throttle.check("lucy", ADDRESS)).isInstanceOf(ServiceException.class);
  }

  @Test
  void shouldForgetFailuresAfterASuccess() {
    for (int i = 0; i < 4; i++) {
      throttle.failed("lucy", ADDRESS);
    }
    throttle.succeeded("lucy", ADDRESS);
    throttle.failed("lucy", ADDRESS);

    assertThatCode(() -> throttle.check("lucy", ADDRESS)).doesNotThrowAnyException();
  }

  @Test
  void shouldCountPerLoginAndAddressWithoutRegardToCase() {
    for (int i = 0; i < 5; i++) {
      throttle.failed("Lucy", ADDRESS);
    }

    assertThatThrownBy(() -> throttle.check("lUCY", ADDRESS)).isInstanceOf(ServiceException.class);
    assertThatCode(() -> throttle.check("lucy", "192.0.2.2")).doesNotThrowAnyException();
    assertThatCode(() -> throttle.check("linus", ADDRESS)).doesNotThrowAnyException();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
