package dev.castellan.launcher.suite;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A packaged service as this suite runs it: hard links in the state folder, so that a build made
 * meanwhile does not pull the classes from under a running process.
 */
final class InstalledApp {

  private static final String JAR = "quarkus-run.jar";

  private final Path folder;

  private InstalledApp(Path folder) {
    this.folder = folder;
  }

  /** Installs what was built, unless it is what is installed already. */
  static InstalledApp of(ServiceProgram program, Path home, StateFolder state) {
    Path built = program.jar(home).getParent();
    Path folder = state.apps().resolve(program.name());
    try {
      if (!isSame(built, folder)) {
        StateFolder.deleteTree(folder);
        link(built, folder);
      }
      return new InstalledApp(folder);
    } catch (IOException e) {
      throw new LauncherException(program.name() + " cannot be put into " + folder + ": " + e, e);
    }
  }

  Path jar() {
    return folder.resolve(JAR);
  }

  /** A file that belongs to this very build of the service and goes with it. */
  Path companion(String name) {
    return folder.resolve(name);
  }

  private static boolean isSame(Path built, Path folder) throws IOException {
    for (Path file : files(built)) {
      Path installed = folder.resolve(built.relativize(file).toString());
      if (!Files.isRegularFile(installed)
          || Files.size(installed) != Files.size(file)
          || !Files.getLastModifiedTime(installed).equals(Files.getLastModifiedTime(file))) {
        return false;
      }
    }
    return true;
  }

  private static void link(Path built, Path folder) throws IOException {
    for (Path file : files(built)) {
      Path target = folder.resolve(built.relativize(file).toString());
      Files.createDirectories(target.getParent());
      try {
        Files.createLink(target, file);
      } catch (IOException | UnsupportedOperationException otherDisk) {
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
