package dev.castellan.launcher.state;

import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Generated passwords and keys of one suite, each in a file that only its owner can read. */
public final class Secrets {

  private static final int PASSWORD_BYTES = 24;
  private static final int KEY_BYTES = 32;
  private static final String KEY_RING = "encryption-keys";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;

  /**
   * @param state an opened state folder
   */
  public Secrets(StateFolder state) {
    this.folder = state.secrets();
  }

  /** Where the password of a login of the suite lies. */
  public Path loginFile(String login) {
    return folder.resolve(login + "-password");
  }

  /** The password of a login of the suite; generated at its first use. */
  public String loginPassword(String login) {
    return password(login + "-password");
  }

  /** The stored password of a login, if this suite ever made one. */
  public Optional<String> knownLoginPassword(String login) {
    Path file = loginFile(login).normalize();
    return file.startsWith(folder) && Files.isRegularFile(file)
        ? Optional.of(read(file))
        : Optional.empty();
  }

  /** The password of a database role; generated at its first use. */
  public String databasePassword(String role) {
    return password("postgres-" + role);
  }

  /** The file that holds the password of a database role. */
  public Path databasePasswordFile(String role) {
    databasePassword(role);
    return folder.resolve("postgres-" + role);
  }

  /** The key ring of the services in the form {@code keyId:base64}, its current key first. */
  public String encryptionKeys() {
    return readOrCreate(KEY_RING, () -> encryptionKey(1));
  }

  /**
   * Puts a new key before the others, which stay to read what they have encrypted. Services know it
   * from their next start on.
   *
   * @return id of the new key
   */
  public String rotateEncryptionKeys() {
    String ring = encryptionKeys();
    int newest =
        Stream.of(ring.split(","))
            .map(key -> key.substring(1, key.indexOf(':')))
            .mapToInt(Integer::parseInt)
            .max()
            .orElseThrow();
    String added = encryptionKey(newest + 1);
    write(folder.resolve(KEY_RING), added + "," + ring);
    return added.substring(0, added.indexOf(':'));
  }

  private static String encryptionKey(int number) {
    return "k" + number + ":" + Base64.getEncoder().encodeToString(random(KEY_BYTES));
  }

  private String password(String name) {
    return readOrCreate(
        name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random(PASSWORD_BYTES)));
  }

  private String readOrCreate(String name, Supplier<String> fresh) {
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? read(file) : write(file, fresh.get());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LauncherException("The secret file " + file + " cannot be read: " + e, e);
    }
  }

  private static String write(Path file, String value) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        channel.write(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        // A half-written password would lock everybody out of a database that knows the whole one.
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return value;
    } catch (IOException e) {
      throw new LauncherException("The secret file " + file + " cannot be written: " + e, e);
    }
  }

  private static byte[] random(int bytes) {
    byte[] it = new byte[bytes];
    RANDOM.nextBytes(it);
    return it;
  }
}
