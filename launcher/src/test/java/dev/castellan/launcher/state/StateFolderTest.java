package dev.castellan.launcher.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.launcher.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir Path folder;

  @Test
  void shouldBeReadableByItsOwnerOnly() throws Exception {
    StateFolder state = new StateFolder(folder.resolve("state")).open();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.root())))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldRemoveWhatItHoldsButFollowNoLink() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("kept"), "kept");
    StateFolder state = new StateFolder(folder.resolve("state")).open();
    Files.createSymbolicLink(state.logs().resolve("link"), outside);

    state.delete();

    assertThat(state.root()).doesNotExist();
    assertThat(outside.resolve("kept")).exists();
  }

  @Test
  void shouldRefuseToRemoveAFolderThatIsNoState() throws Exception {
    Files.writeString(folder.resolve("precious"), "x");
    StateFolder state = new StateFolder(folder);

    assertThatThrownBy(state::delete).isInstanceOf(LauncherException.class);
    assertThatThrownBy(state::open).isInstanceOf(LauncherException.class);
    assertThat(folder.resolve("precious")).exists();
  }

  @Test
  void shouldGiveItsLockToOneAtATime() {
    StateFolder state = new StateFolder(folder.resolve("state")).open();
    try (SuiteLock first = SuiteLock.tryAcquire(state).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(SuiteLock.tryAcquire(state)).isEmpty();
    }

    SuiteLock.tryAcquire(state).orElseThrow().close();
  }

  @Test
  void shouldMakeASecretOnceAndKeepItPrivate() throws Exception {
    StateFolder state = new StateFolder(folder.resolve("state")).open();
    String password = new Secrets(state).loginPassword("admin");

    assertThat(new Secrets(state).loginPassword("admin")).isEqualTo(password).hasSize(32);
    assertThat(new Secrets(state).loginPassword("guest")).isNotEqualTo(password);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(new Secrets(state).loginFile("admin"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNotReadPasswordsOutsideItsFolder() throws Exception {
    StateFolder state = new StateFolder(folder.resolve("state")).open();
    Files.writeString(state.root().resolve("other-password"), "x");

    assertThat(new Secrets(state).knownLoginPassword("../other")).isEmpty();
    assertThat(new Secrets(state).knownLoginPassword("nobody")).isEmpty();
  }
}
