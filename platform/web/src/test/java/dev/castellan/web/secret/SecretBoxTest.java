package dev.castellan.web.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretBoxTest {

  private static final String OLD = key("old", 1);
  private static final String NEW = key("new", 2);

  @Test
  void shouldOpenWhatItSealed() {
    SecretBox box = box(OLD);
    String sealed = box.seal("hünter2", "setting:apikey");
    assertThat(sealed).startsWith("old:").doesNotContain("hünter2");
    assertThat(box.open(sealed, "setting:apikey")).isEqualTo("hünter2");
    assertThat(box.seal("hünter2", "setting:apikey")).isNotEqualTo(sealed);
  }

  @Test
  void shouldSealWithTheFirstKeyAndOpenWithAny() {
    String sealed = box(OLD).seal("secret", "p");
    SecretBox rotated = box(NEW, OLD);
    assertThat(rotated.open(sealed, "p")).isEqualTo("secret");
    assertThat(rotated.seal("secret", "p")).startsWith("new:");
    assertThatThrownBy(() -> box(NEW).open(sealed, "p")).hasMessageContaining("old");
  }

  @Test
  void shouldNotOpenWhatWasMovedOrChanged() {
    SecretBox box = box(OLD);
    String sealed = box.seal("secret", "setting:a");
    assertThatThrownBy(() -> box.open(sealed, "setting:b"))
        .isInstanceOf(IllegalStateException.class);
    int colon = sealed.indexOf(':') + 1;
    byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      String text = sealed.substring(0, colon) + Base64.getEncoder().encodeToString(changed);
      assertThatThrownBy(() -> box.open(text, "setting:a"))
          .as("byte %d", i)
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldRefuseKeysThatAreTooShortAndWorkWithoutAnyOnlyUntilOneIsNeeded() {
    assertThatThrownBy(() -> box("k:" + Base64.getEncoder().encodeToString(new byte[16])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SecretBox(Optional::empty).seal("x", "p"))
        .hasMessageContaining("castellan.secrets.keys");
  }

  private static SecretBox box(String... keys) {
    return new SecretBox(() -> Optional.of(List.of(keys)));
  }

  private static String key(String id, int fill) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) fill;
    return id + ":" + Base64.getEncoder().encodeToString(bytes);
  }
}
