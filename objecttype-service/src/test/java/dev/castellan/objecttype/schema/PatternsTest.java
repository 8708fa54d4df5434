package dev.castellan.objecttype.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "(a{50}){50}",
        "(?:[a-z]{1,50}-){1,50}",
        "((x{10}){10}|y){10}z{1001}",
        "(\\d{100,}){30}",
        "(\\pL\\p{Greek}){1000}x"
      })
  void shouldRefuseWhatGrowsTooLargeWhenItIsWrittenOut(String regex) {
    assertThatThrownBy(() -> Patterns.of(regex)).isInstanceOf(PatternSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a-z]{1,255}(\\.[a-z]{1,255})*",
        "[{100}{100}{100}]{100}",
        "[]{900}{900}]{9}",
        "\\Q(((a{1000}){1000}\\E",
        "\\{1000}{2}x{3}",
        "a{,5}{x}",
        "\\p{Greek}{1000}\\x{10FFFF}"
      })
  void shouldTakeWhatStaysSmall(String regex) {
    assertThat(Patterns.of(regex)).isSameAs(Patterns.of(regex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"abc 3", "a{3} 3", "(ab){3} 6", "(a(b{2}){3}){4} 28", "[^]a-z]{5} 5", "a|b{2} 4"})
  void shouldCountTheStepsOfAPattern(String regex, long steps) {
    assertThat(Patterns.steps(regex)).isEqualTo(steps);
  }

  @Test
  void shouldEndWhateverIsSent() {
    for (String each :
        new String[] {"[", "[[:", "\\", "\\Q", "{", "(", ")", "[\\", "\\p{", "{9}"}) {
      assertThat(Patterns.steps(each)).isNotNegative();
    }
  }
}
