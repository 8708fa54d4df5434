package dev.castellan.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "0012, 12", "999999999999999999, 999999999999999999"})
  void shouldReadDigitsAsAnId(String text, long id) {
    assertThat(Parameters.id(text, ErrorCode.NOT_FOUND)).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "+1", "1.0", " 1", "1a", "١", "1000000000000000000"})
  void shouldFindNothingUnderWhatIsNoId(String text) {
    ServiceException refusal =
        catchThrowableOfType(
            ServiceException.class, () -> Parameters.id(text, ErrorCode.NOT_FOUND));
    assertThat(refusal.code()).isEqualTo(ErrorCode.NOT_FOUND);
  }
}
