package dev.castellan.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.castellan.contracts.smartobject.ActionRequested;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventTypesTest {

  static List<Class<? extends Record>> events() {
    return EventTypes.all();
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldNameEveryEventAndKnowItsTopic(Class<? extends Record> event) {
    assertThat(EventTypes.typeOf(event)).matches("castellan\\.[a-z]+\\.[a-z-]+\\.v[1-9]\\d*");
    assertThat(Topics.all()).extracting(Topic::name).contains(EventTypes.topicOf(event));
    assertThat(EventTypes.recordOf(EventTypes.typeOf(event))).isEqualTo(event);
  }

  /** A record nobody listed could not be sent, and would have neither schema nor example. */
  @Test
  void shouldListEveryRecordThatIsAnEvent() throws URISyntaxException {
    Path classes =
        Path.of(EventTypes.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> annotated =
        ContractFiles.filesIn(classes).stream()
            .map(file -> classes.relativize(file).toString())
            .filter(name -> name.endsWith(".class") && !name.endsWith("package-info.class"))
            .map(name -> load(name.replaceAll("[/\\\\]", ".").replaceFirst("\\.class$", "")))
            .filter(type -> type.isAnnotationPresent(EventType.class))
            .map(Class::getName)
            .toList();

    assertThat(annotated)
        .containsExactlyInAnyOrderElementsOf(
            EventTypes.all().stream().map(Class::getName).toList());
  }

  @Test
  void shouldKnowNoTypeOfOthers() {
    assertThat(EventTypes.recordOf("castellan.smartobject.exploded.v1")).isNull();
    assertThatIllegalArgumentException().isThrownBy(() -> EventTypes.typeOf(Caller.class));
  }

  @Test
  void shouldKnowTheTypeOfACommand() {
    assertThat(EventTypes.typeOf(ActionRequested.class))
        .isEqualTo("castellan.smartobject.action-requested.v1");
    assertThat(EventTypes.topicOf(ActionRequested.class)).isEqualTo(Topics.SMARTOBJECT_COMMANDS);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStatus.class)
  void shouldStoreAStatusByTheWordItHasInJson(ExecutionStatus status) {
    assertThat(ContractFiles.JSON.convertValue(status, String.class)).isEqualTo(status.word());
    assertThat(ExecutionStatus.of(status.word())).isEqualTo(status);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
