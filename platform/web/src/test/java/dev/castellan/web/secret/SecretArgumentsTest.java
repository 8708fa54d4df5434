package dev.castellan.web.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretArgumentsTest {

  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW =
      "new:" + Base64.getEncoder().encodeToString("x".repeat(32).getBytes());
  private static final Map<String, Object> CLEAR = Map.of("pin", 4711, "room", "hall");
  private static final Set<String> PIN = Set.of("pin");

  @Test
  void shouldSealWhatIsSecretAndOpenItWithItsType() {
    SecretArguments secrets = secrets(OLD);
    Map<String, Object> sealed = secrets.seal(CLEAR, PIN, "a");

    assertThat(sealed).containsEntry("room", "hall");
    assertThat(sealed.toString()).doesNotContain("4711");
    assertThat(SecretArguments.isSealed(sealed.get("pin"))).isTrue();
    assertThat(SecretArguments.anySealed(sealed)).isTrue();
    assertThat(SecretArguments.anySealed(CLEAR)).isFalse();
    assertThat(secrets.open(sealed, "a")).isEqualTo(CLEAR);
    assertThat(secrets.seal(sealed, PIN, "a")).isSameAs(sealed);
  }

  @Test
  void shouldNotOpenWhatWasSealedElsewhereOrIsGarbled() {
    SecretArguments secrets = secrets(OLD);
    Map<String, Object> sealed = secrets.seal(CLEAR, PIN, "a");

    assertThatThrownBy(() -> secrets.open(sealed, "b")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secrets.open(Map.of("other", sealed.get("pin")), "a"))
        .isInstanceOf(IllegalStateException.class);
    for (String garbled : List.of("", "x", "old:", "old:?", "gone:AAAA")) {
      assertThatThrownBy(() -> secrets.open(Map.of("pin", Map.of("sealed", garbled)), "a"))
          .as(garbled)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldSealAnewOnlyWhatIsUnderAnOldKey() {
    Map<String, Object> sealed = secrets(OLD).seal(CLEAR, PIN, "a");
    Map<String, Object> fresh = secrets(NEW, OLD).reseal(sealed, "a");

    assertThat(secrets(NEW).open(fresh, "a")).isEqualTo(CLEAR);
    assertThat(secrets(NEW).reseal(fresh, "a")).isSameAs(fresh);
    assertThatThrownBy(() -> secrets(NEW).reseal(sealed, "a"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNeedNoKeyWhereNothingIsSecret() {
    SecretArguments keyless =
        new SecretArguments(new SecretBox(Optional::empty), new ObjectMapper());

    assertThat(keyless.seal(CLEAR, Set.of(), "a")).isSameAs(CLEAR);
    assertThat(keyless.open(CLEAR, "a")).isSameAs(CLEAR);
    assertThat(keyless.reseal(CLEAR, "a")).isSameAs(CLEAR);
  }

  @Test
  void shouldMaskWhatIsSealedAndWhatIsNamed() {
    Map<String, Object> masked = Map.of("pin", "•••••", "room", "hall");

    assertThat(SecretArguments.mask(secrets(OLD).seal(CLEAR, PIN, "a"))).isEqualTo(masked);
    assertThat(SecretArguments.mask(CLEAR, PIN)).isEqualTo(masked);
    assertThat(SecretArguments.mask(CLEAR)).isSameAs(CLEAR);
  }

  private static SecretArguments secrets(String... keys) {
    return new SecretArguments(new SecretBox(() -> Optional.of(List.of(keys))), new ObjectMapper());
  }
}
