package dev.castellan.smartobject.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscretionTest {

  private final Discretion discretion = new Discretion(List.of("pä/ss \"wörd\"+1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pä/ss \"wörd\"+1",
        "p%C3%A4%2Fss+%22w%C3%B6rd%22%2B1",
        "p%C3%A4%2Fss%20%22w%C3%B6rd%22%2B1",
        "p%c3%a4%2fss%20%22w%c3%b6rd%22%2b1",
        "pä/ss \\\"wörd\\\"+1",
        "pä\\/ss \\\"wörd\\\"+1"
      })
  void shouldTakeASecretOutHoweverItIsSpelled(String spelling) throws Exception {
    assertThat(discretion.failure("no <" + spelling + "> here")).isEqualTo("no <•••••> here");
    assertThat(discretion.result(Map.of("at", List.of("/" + spelling + "/"))))
        .isEqualTo(Map.of("at", List.of("/•••••/")));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 10})
  void shouldShowNoBeginningOfASecretThatWasCutOff(int shown) {
    String before = "x".repeat(200 - shown);
    String cut = before + "pä/ss \"wörd\"+1".substring(0, shown);

    assertThat(discretion.failure(cut)).isEqualTo(before + "•••••");
  }
}
