package dev.castellan.gateway.identity;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Finds the first password of the administrator: given, in a file, or generated. There is no
 * default, and it is never logged.
 */
@ApplicationScoped
class AdminPassword {

  private static final int RANDOM_BYTES = 18;

  private final AdminConfig config;

  AdminPassword(AdminConfig config) {
    this.config = config;
  }

  /**
   * @throws IllegalStateException when what is configured is not good enough
   */
  String obtain() {
    if (config.password().isPresent()) {
      return checked(config.password().get(), "castellan.admin.password");
    }
    try {
      return config.passwordFile().isPresent() ? fromFile(config.passwordFile().get()) : printed();
    } catch (IOException e) {
      throw new UncheckedIOException("the administrator's password file cannot be used", e);
    }
  }

  private static String fromFile(Path file) throws IOException {
    if (Files.exists(file)) {
      return checked(Files.readString(file).strip(), file.toString());
    }
    String password = generate();
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    // Nobody else's from the very start, not only after it has been written.
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, password + "\n", StandardOpenOption.WRITE);
    Log.infof("Made the user admin; the password was generated and written to %s", file);
    return password;
  }

  /** Nowhere to keep it: shown once, on standard output, which is not the log. */
  @SuppressWarnings("java:S106")
  private static String printed() {
    String password = generate();
    System.out.println("Made the user admin. Password, shown this once: " + password);
    return password;
  }

  private static String checked(String password, String source) {
    if (password.length() < UserRequest.MIN_PASSWORD
        || password.length() > UserRequest.MAX_PASSWORD) {
      throw new IllegalStateException(
          "the administrator's password from %s must have %d to %d characters"
              .formatted(source, UserRequest.MIN_PASSWORD, UserRequest.MAX_PASSWORD));
    }
    return password;
  }

  private static String generate() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
