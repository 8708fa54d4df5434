package dev.castellan.smartobject.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.smartobject.ModuleState.Action;
import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import dev.castellan.web.failure.FieldError;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "number, 7, true",
    "number, 7.25, true",
    "number, ' 8 ', true",
    "number, seven, false",
    "number, 1e999999999, false",
    "slider, 255, true",
    "slider, 256, false",
    "slider, 0, false",
    "checkbox, 1, true",
    "checkbox, false, true",
    "checkbox, yes, false",
    "colorpicker, #a0B1c2, true",
    "colorpicker, #a0B1c, false",
    "colorpicker, red, false",
    "select, low, true",
    "select, middle, false",
    "text, anything, true"
  })
  void shouldTakeOnlyValuesOfTheDeclaredType(String type, String value, boolean accepted) {
    Arguments arguments = Arguments.read(action(parameter(type)), Map.of("p", value));
    assertThat(arguments.errors().isEmpty()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 255, 1, 7, true",
    "1, 255, 1, 7.5, false",
    "0.1, , 0.2, 0.7, true",
    "0.1, , 0.2, 0.8, false",
    ", , 5, -15, true",
    ", , 5, -14, false"
  })
  void shouldTakeOnlyStepsFromTheLeastValue(
      Double min, Double max, double step, String value, boolean accepted) {
    Parameter stepped = new Parameter("p", "number", null, min, max, step, null);
    assertThat(Arguments.read(action(stepped), Map.of("p", value)).errors().isEmpty())
        .isEqualTo(accepted);
  }

  @Test
  void shouldBringValuesIntoOneForm() {
    assertThat(Arguments.read(action(parameter("number")), Map.of("p", "7")).values())
        .containsEntry("p", 7L);
    assertThat(Arguments.read(action(parameter("number")), Map.of("p", 7.5)).values())
        .containsEntry("p", new BigDecimal("7.5"));
    assertThat(Arguments.read(action(parameter("checkbox")), Map.of("p", 1)).values())
        .containsEntry("p", true);
  }

  @Test
  void shouldUseTheDefaultForWhatIsAbsentOrNull() {
    Parameter withDefault = new Parameter("p", "slider", 9, 1.0, 255.0, null, null);
    assertThat(Arguments.read(action(withDefault), Map.of()).values()).containsEntry("p", 9L);
    assertThat(Arguments.read(action(withDefault), Collections.singletonMap("p", null)).values())
        .containsEntry("p", 9L);
  }

  @Test
  void shouldNameWhatIsMissingAndLeaveOutWhatIsNotDeclared() {
    Arguments arguments = Arguments.read(action(parameter("number")), Map.of("other", 1));
    assertThat(arguments.errors()).containsExactly(new FieldError("settings.p", "is required"));
    assertThat(arguments.values()).isEmpty();
  }

  private static Parameter parameter(String type) {
    boolean bounded = type.equals("slider");
    return new Parameter(
        "p",
        type,
        null,
        bounded ? 1.0 : null,
        bounded ? 255.0 : null,
        null,
        type.equals("select") ? List.of("low", "high") : null);
  }

  private static Action action(Parameter parameter) {
    return new Action("a", "A", "", false, true, List.of(parameter));
  }
}
