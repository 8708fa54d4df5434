package dev.castellan.objecttype.secret;

import dev.castellan.web.secret.PasswordHashes;
import dev.castellan.web.secret.SecretBox;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Turns secrets into what is stored, and back where that can be done. */
@ApplicationScoped
public class Secrets {

  private final SecretBox box;
  private final PasswordHashes hashes;

  Secrets(SecretBox box, SecretsConfig config) {
    this.box = box;
    this.hashes =
        new PasswordHashes(
            config.memoryKib(), config.iterations(), 1, config.atOnce(), config.waiting());
  }

  @PreDestroy
  void stop() {
    hashes.close();
  }

  /** What of a password is kept that is only ever compared. */
  public String hash(String password) {
    return hashes.inTurn(() -> hashes.hashNow(password));
  }

  /** A password that can be revealed, bound to the place where it is kept. */
  public String seal(String password, UUID object, UUID property) {
    return box.seal(password, place(object, property));
  }

  String open(String sealed, UUID object, UUID property) {
    return box.open(sealed, place(object, property));
  }

  String reseal(String sealed, UUID object, UUID property) {
    return box.reseal(sealed, place(object, property));
  }

  boolean isHash(String password, String hash) {
    return hashes.inTurn(() -> hashes.matchesNow(password, hash));
  }

  /** Takes as long wherever they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** What a sealed password is bound to. */
  static String place(UUID object, UUID property) {
    return "object:" + object + ":" + property;
  }
}
