package dev.castellan.web.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnexpectedFailureTest {

  @ParameterizedTest
  @CsvSource({
    "23505, CONFLICT",
    "22021, INVALID",
    "22P05, INVALID",
    "08006, UNAVAILABLE",
    "40P01, UNAVAILABLE",
    "53300, UNAVAILABLE",
    "57P01, UNAVAILABLE",
    "55P03, UNAVAILABLE",
    "22003, INTERNAL_ERROR",
    ", INTERNAL_ERROR"
  })
  void shouldNameWhatTheDatabaseRefuses(String state, ErrorCode code) {
    RuntimeException wrapped =
        new IllegalStateException(new RuntimeException(new SQLException("refused", state)));

    assertThat(UnexpectedFailure.named(wrapped).code()).isEqualTo(code);
  }
}
