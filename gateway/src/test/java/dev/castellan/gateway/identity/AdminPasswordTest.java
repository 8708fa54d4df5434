package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminPasswordTest {

  @TempDir Path folder;

  @Test
  void shouldTakeTheOneThatIsConfigured() {
    Path file = folder.resolve("admin-password");

    assertThat(of("correct-horse", file).obtain()).isEqualTo("correct-horse");
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldReadTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("admin-password"), "correct-horse\n");

    assertThat(of(null, file).obtain()).isEqualTo("correct-horse");
  }

  @Test
  void shouldGenerateOneIntoAFileThatNobodyElseMayRead() throws IOException {
    Path file = folder.resolve("secrets/admin-password");

    String password = of(null, file).obtain();

    assertThat(password).hasSizeGreaterThanOrEqualTo(24);
    assertThat(Files.readString(file).strip()).isEqualTo(password);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(of(null, folder.resolve("other")).obtain()).isNotEqualTo(password);
    // The next start reads it again.
    assertThat(of(null, file).obtain()).isEqualTo(password);
  }

  @Test
  void shouldShowOneThatCanBeKeptNowhere() {
    PrintStream before = System.out;
    var shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown));
    try {
      String password = of(null, null).obtain();
      assertThat(shown.toString()).containsOnlyOnce(password);
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void shouldRefuseOneThatIsTooShort() throws IOException {
    Path file = Files.writeString(folder.resolve("admin-password"), "  \n");

    assertThatThrownBy(() -> of("admin", null).obtain())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("castellan.admin.password")
        .hasMessageNotContaining("\"admin\"");
    assertThatThrownBy(() -> of(null, file).obtain()).isInstanceOf(IllegalStateException.class);
  }

  private static AdminPassword of(String password, Path file) {
    return new AdminPassword(
        new AdminConfig() {
          @Override
          public Optional<String> password() {
            return Optional.ofNullable(password);
          }

          @Override
          public Optional<Path> passwordFile() {
            return Optional.ofNullable(file);
          }
        });
  }
}
