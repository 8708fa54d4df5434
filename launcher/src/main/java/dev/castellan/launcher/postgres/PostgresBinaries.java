package dev.castellan.launcher.postgres;

import dev.castellan.launcher.BuildVersion;
import dev.castellan.launcher.LauncherException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this machine, unpacked once into the state folder. */
final class PostgresBinaries {

  private static final int EXECUTABLE = 0100;

  private final Path home;

  private PostgresBinaries(Path home) {
    this.home = home;
  }

  /**
   * Unpacks the programs unless they are there.
   *
   * @param parent folder that keeps them
   * @throws LauncherException when there are none for this system
   */
  static PostgresBinaries in(Path parent) {
    Path home = parent.resolve("postgres-" + BuildVersion.postgres());
    if (!Files.isDirectory(home)) {
      try {
        Path fresh = Files.createTempDirectory(parent, "postgres-unpacked");
        unpack(fresh);
        // Whoever finds the folder finds all of it, however the unpacking ended.
        Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException | IllegalStateException e) {
        throw new LauncherException(
            "PostgreSQL cannot be unpacked into " + parent + ": " + e.getMessage(), e);
      }
    }
    return new PostgresBinaries(home);
  }

  /** The start of a command line for one of the programs; root is left behind where needed. */
  List<String> command(String program) {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      if (!LinuxUtils.isUnshareAvailable()) {
        throw new LauncherException(
            "PostgreSQL does not run as root here: start as another user, or give an existing one"
                + " in CASTELLAN_POSTGRES=host:port");
      }
      // A user namespace in which nobody is root: the server refuses to run as the superuser.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(program).toString());
    return command;
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream packed =
            DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system(), machine());
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, target);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("archive entry outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file);
    if ((entry.getMode() & EXECUTABLE) != 0 && !file.toFile().setExecutable(true, true)) {
      throw new IOException("not made executable: " + file);
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "Darwin" : "Linux";
  }

  private static String machine() {
    String name = System.getProperty("os.arch");
    return "amd64".equals(name) ? "x86_64" : name;
  }
}
