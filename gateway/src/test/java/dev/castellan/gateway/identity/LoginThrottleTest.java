package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.gateway.GatewayTest;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class LoginThrottleTest {

  private static final String ADDRESS = "192.0.2.1";

  @Inject Jdbc jdbc;

  @Inject IdentityConfig config;

  @Inject LoginThrottle throttle;

  private final String login = "lucy-" + UUID.randomUUID();

  @Test
  void shouldAdmitUntilTheFifthFailureWhicheverReplicaIsAsked() {
    LoginThrottle other = new LoginThrottle(jdbc, config);
    for (int i = 0; i < 5; i++) {
      throttle.check(login, ADDRESS);
      (i % 2 == 0 ? throttle : other).failed(login, ADDRESS);
    }

    for (LoginThrottle each : List.of(throttle, other)) {
      assertThatThrownBy(() -> each.check(login, ADDRESS))
          .isInstanceOfSatisfying(
              ServiceException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
                assertThat(Integer.parseInt(failure.headers().get("Retry-After")))
                    .isBetween(290, 301);
              });
    }
  }

  @Test
  void shouldAdmitAgainWhenTheFirstFailureIsOldEnough() {
    failuresOfADayAgo(1);
    for (int i = 0; i < 4; i++) {
      throttle.failed(login, ADDRESS);
    }

    assertThatCode(() -> throttle.check(login, ADDRESS)).doesNotThrowAnyException();
    throttle.failed(login, ADDRESS);
    assertThatThrownBy(() -> throttle.check(login, ADDRESS)).isInstanceOf(ServiceException.class);
  }

  @Test
  void shouldForgetFailuresOfAnAddressAfterASuccessButNotThoseOfTheLogin() {
    for (int i = 0; i < 4; i++) {
      throttle.failed(login, ADDRESS);
      throttle.failed(login, "192.0.2.2");
    }
    throttle.succeeded(login, ADDRESS);
    throttle.failed(login, ADDRESS);

    assertThatCode(() -> throttle.check(login, ADDRESS)).doesNotThrowAnyException();
    assertThat(throttle.delay(login)).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void shouldCountPerLoginAndAddressWithoutRegardToCase() {
    for (int i = 0; i < 5; i++) {
      throttle.failed(login.toUpperCase(), ADDRESS);
    }

    assertThatThrownBy(() -> throttle.check(login, ADDRESS)).isInstanceOf(ServiceException.class);
    assertThatCode(() -> throttle.check(login, "192.0.2.2")).doesNotThrowAnyException();
    assertThatCode(() -> throttle.check(login + "-2", ADDRESS)).doesNotThrowAnyException();
  }

  @Test
  void shouldSlowALoginDownMoreAndMoreButNeverForEver() {
    assertThat(throttle.delay(login)).isZero();
    for (int i = 0; i < 30; i++) {
      throttle.failed(login, "192.0.2." + i);
    }

    assertThat(throttle.delay(login)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void shouldLetOnlyOneWaitForALoginThatIsSlowedDown() {
    for (int i = 0; i < 15; i++) {
      throttle.failed(login, "192.0.2." + i);
    }

    long start = System.nanoTime();
    List<Boolean> admitted;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<Boolean>> attempts =
          Stream.generate(() -> CompletableFuture.supplyAsync(this::mayTry, threads))
              .limit(8)
              .toList();
      admitted = attempts.stream().map(CompletableFuture::join).toList();
    }
    // Whoever was admitted has waited a second, and nobody while another did.
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    assertThat(admitted).contains(true, false);
    assertThat(admitted.stream().filter(each -> each).count()).isLessThanOrEqualTo(seconds);
    assertThat(mayTry()).isTrue();
  }

  private boolean mayTry() {
    try {
      throttle.slowDown(login);
      return true;
    } catch (ServiceException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS);
      return false;
    }
  }

  private void failuresOfADayAgo(int number) {
    for (int i = 0; i < number; i++) {
      jdbc.run(
          "insert into login_failures (login_hash, address, at) values (?, ?, now() - interval"
              + " '1d')",
          statement -> {
            statement.setBytes(1, Opaque.hash(login));
            statement.setString(2, ADDRESS);
            return statement.executeUpdate();
          });
    }
  }
}
