package dev.castellan.process.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueTypeTest {

  @Test
  void shouldTakeANumberSentAsTextForTheNumber() {
    assertThat(ValueType.NUMBER.read("12")).contains(12L);
    assertThat(ValueType.SLIDER.read(" 1.5 ")).contains(new BigDecimal("1.5"));
    assertThat(ValueType.NUMBER.read("1e2")).contains(100L);
    assertThat(ValueType.NUMBER.read(7)).contains(7);
  }

  @Test
  void shouldRefuseWhatIsNoNumber() {
    for (Object value : List.of("", "bright", "1,5", "0x10", "NaN", "Infinity", true, List.of(1))) {
      assertThat(ValueType.NUMBER.read(value)).as("%s", value).isEmpty();
    }
  }

  @Test
  void shouldRefuseNumbersThatWrittenOutWouldFillTheMemory() {
    for (Object value :
        List.of("1e999999999", "1e-999999999", "9".repeat(401), Double.POSITIVE_INFINITY)) {
      assertThat(ValueType.NUMBER.read(value)).isEmpty();
    }
  }

  @Test
  void shouldRefuseNumbersThatNoDriverTakes() {
    for (Object value : List.of("1e50", "1e-50", 1e50, new BigDecimal("1e-50"))) {
      assertThat(ValueType.NUMBER.read(value)).as("%s", value).isEmpty();
    }
  }

  @Test
  void shouldTakeEverySpellingOfABoolean() {
    for (Object value : List.of(true, "true", 1, "1")) {
      assertThat(ValueType.CHECKBOX.read(value)).as("%s", value).contains(true);
    }
    for (Object value : List.of(false, "false", 0, "0")) {
      assertThat(ValueType.CHECKBOX.read(value)).as("%s", value).contains(false);
    }
    assertThat(ValueType.CHECKBOX.read("yes")).isEmpty();
    assertThat(ValueType.CHECKBOX.read(2)).isEmpty();
  }

  @Test
  void shouldTakeColoursOfSixHexDigitsOnly() {
    assertThat(ValueType.COLORPICKER.read("#A0b1C2")).contains("#A0b1C2");
    for (Object value : List.of("#fff", "red", "#gggggg", "#1234567", 123456)) {
      assertThat(ValueType.COLORPICKER.read(value)).as("%s", value).isEmpty();
    }
  }

  @Test
  void shouldTakeScalarsForTextAndNothingElse() {
    assertThat(ValueType.TEXT.read("hello")).contains("hello");
    assertThat(ValueType.TEXT.read(5)).contains("5");
    assertThat(ValueType.TEXT.read(Map.of("a", 1))).isEmpty();
    assertThat(ValueType.TEXT.read(true)).isEmpty();
    assertThat(ValueType.SELECT.read("warm")).contains("warm");
    assertThat(ValueType.SELECT.read(List.of())).isEmpty();
  }

  @Test
  void shouldNeverThrowWhateverTheText() {
    Random random = new Random(7);
    String alphabet = "0123456789+-.eE #ax";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(50); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      for (ValueType type : ValueType.values()) {
        assertThat(type.read(text.toString())).isNotNull();
      }
    }
  }
}
