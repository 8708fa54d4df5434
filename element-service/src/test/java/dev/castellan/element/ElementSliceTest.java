package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.web.failure.ServiceException;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementSliceTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "0", "10", " 10 "})
  void shouldHoldTenUnlessAsked(String slice) {
    assertThat(ElementSlice.parse(slice, null)).isEqualTo(new ElementSlice(OptionalInt.of(10), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"all", "ALL"})
  void shouldHoldAll(String slice) {
    ElementSlice all = ElementSlice.parse(slice, "5");

    assertThat(all).isEqualTo(new ElementSlice(OptionalInt.empty(), 5));
    assertThat(all.describe()).isEqualTo("ALL");
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "ten,0", "1.5,0", "99999999999,0", "10,-1", "10,first", "10,2147483647"})
  void shouldRefuseWhatIsNoNumberOrOutOfRange(String slice, String offset) {
    assertThatThrownBy(() -> ElementSlice.parse(slice, offset))
        .isInstanceOfSatisfying(
            ServiceException.class, e -> assertThat(e.code().code()).isEqualTo("ROUTES0139"));
  }
}
