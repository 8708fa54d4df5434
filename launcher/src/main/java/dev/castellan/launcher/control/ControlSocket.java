package dev.castellan.launcher.control;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the socket of a suite lies. */
final class ControlSocket {

  // Systems take 104 (macOS) or 108 (Linux) bytes with the closing zero.
  private static final int LONGEST = 100;

  private ControlSocket() {}

  /** In the state folder; in a private folder with a short name when that path is too long. */
  static Path of(StateFolder state) {
    Path plain = state.root().resolve("control.sock");
    if (length(plain) <= LONGEST) {
      return plain;
    }
    Path folder =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve("castellan-" + System.getProperty("user.name") + "-" + digest(state));
    makePrivate(folder);
    Path fallback = folder.resolve("control.sock");
    if (length(fallback) > LONGEST) {
      throw new LauncherException(
          "The path of the state folder is too long for a socket: choose a shorter --state");
    }
    return fallback;
  }

  private static int length(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private static String digest(StateFolder state) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(state.root().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The temporary folder belongs to everybody: what is found there has to be ours. */
  private static void makePrivate(Path folder) {
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
      String rights =
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !owner.equals(System.getProperty("user.name"))
          || !rights.equals("rwx------")) {
        throw new LauncherException(folder + " belongs to somebody else: choose a shorter --state");
      }
    } catch (IOException e) {
      throw new LauncherException("The folder " + folder + " cannot be used: " + e, e);
    }
  }
}
