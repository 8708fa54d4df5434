package dev.castellan.process.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentTypeTest {

  private final List<String> complaints = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "1, 255, 1, 10, true",
    "1, 255, 1, 10.5, false",
    "1, 255, 1, 0, false",
    "1, 255, 1, 256, false",
    "0.1, , 0.2, 0.7, true",
    "0.1, , 0.2, 0.8, false",
    ", , 5, -15, true",
    ", , 5, -14, false",
    ", , , 1e50, false"
  })
  void shouldTakeTheNumbersThatTheDeviceWillTake(
      Double min, Double max, Double step, String value, boolean taken) {
    Parameter parameter = new Parameter("p", "number", null, min, max, step, null);

    boolean read = ArgumentType.read(parameter, value, complaints::add).isPresent();

    assertThat(read).isEqualTo(taken);
    assertThat(complaints.isEmpty()).isEqualTo(taken);
  }

  @Test
  void shouldTakeWhatIsOfferedAsText() {
    Parameter offered = new Parameter("p", "select", null, null, null, null, List.of("1", "2"));

    assertThat(ArgumentType.read(offered, 2, complaints::add)).contains("2");
    assertThat(complaints).isEmpty();
    assertThat(ArgumentType.read(offered, 3, complaints::add)).isEmpty();
    assertThat(complaints).containsExactly("must be one of 1, 2");
  }

  @Test
  void shouldLeaveATypeThatItDoesNotKnow() {
    Parameter future = new Parameter("p", "hologram", null, null, null, null, null);

    assertThat(ArgumentType.read(future, 10.5, complaints::add)).contains(10.5);
  }
}
