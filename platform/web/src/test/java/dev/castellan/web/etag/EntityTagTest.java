package dev.castellan.web.etag;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  private final EntityTag tag = EntityTag.of(7, "body".getBytes(StandardCharsets.UTF_8));

  @Test
  void shouldNameVersionAndRepresentation() {
    assertThat(tag.header()).matches("\"7\\.[\\w-]{16}\"");
    assertThat(EntityTag.of(7, "body!".getBytes(StandardCharsets.UTF_8))).isNotEqualTo(tag);
    assertThat(EntityTag.of(7, "body".getBytes(StandardCharsets.UTF_8))).isEqualTo(tag);
  }

  @Test
  void shouldKnowItselfInEveryFormOfIfNoneMatch() {
    assertThat(tag.isAmong(List.of(tag.header()))).isTrue();
    assertThat(tag.isAmong(List.of("W/" + tag.header()))).isTrue();
    assertThat(tag.isAmong(List.of("\"1.x\", " + tag.header() + ",\"2.y\""))).isTrue();
    assertThat(tag.isAmong(List.of("\"1.x\"", tag.header()))).isTrue();
    assertThat(tag.isAmong(List.of(" * "))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\"7.\"", "\"7\"", "7", "\"\"", "W/", "\"*\"", "\"7.0000000000000000\""})
  void shouldNotTakeAnotherTagForItself(String header) {
    assertThat(tag.isAmong(List.of(header))).isFalse();
    assertThat(tag.isAmong(List.of())).isFalse();
  }

  @Test
  void shouldLetAVersionBeEditedWhateverItsRepresentationWas() {
    assertThat(EntityTag.allows(List.of(), 7)).isTrue();
    assertThat(EntityTag.allows(List.of("*"), 7)).isTrue();
    assertThat(EntityTag.allows(List.of("\"7.other\""), 7)).isTrue();
    assertThat(EntityTag.allows(List.of("W/\"7.other\""), 7)).isTrue();
    assertThat(EntityTag.allows(List.of("\"6.x\", \"7.x\""), 7)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"6.x\"", "\"77.x\"", "\"17.x\"", "\"7\"", "7", "", "nonsense", "\"*\""})
  void shouldNotLetAVersionBeEditedThatTheClientHasNotSeen(String header) {
    assertThat(EntityTag.allows(List.of(header), 7)).isFalse();
  }

  @Test
  void shouldNameTheVersionsThatAClientHasSeen() {
    assertThat(EntityTag.versions(List.of("\"6.x\", W/\"7.y\"", "\"z\", \"9\"", "*")))
        .containsExactly(6L, 7L);
  }
}
