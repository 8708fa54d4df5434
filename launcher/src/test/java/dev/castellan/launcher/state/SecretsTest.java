package dev.castellan.launcher.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path folder;
  private Secrets secrets;
  private StateFolder state;

  @BeforeEach
  void open() {
    state = new StateFolder(folder.resolve("state")).open();
    secrets = new Secrets(state);
  }

  @Test
  void shouldKeepOldEncryptionKeysBehindANewOne() throws Exception {
    String first = secrets.encryptionKeys();

    assertThat(secrets.rotateEncryptionKeys()).isEqualTo("k2");
    String second = secrets.encryptionKeys();
    assertThat(secrets.rotateEncryptionKeys()).isEqualTo("k3");

    assertThat(second).startsWith("k2:").endsWith("," + first);
    assertThat(secrets.encryptionKeys()).startsWith("k3:").endsWith("," + second);
    assertThat(first).isNotEqualTo(second.substring(0, first.length()).replace("k2:", "k1:"));
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(state.secrets().resolve("encryption-keys"))))
        .isEqualTo("rw-------");
  }
}
