package dev.castellan.web.secret;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets at rest with AES-256-GCM (NIST SP 800-38D). A sealed text is {@code <key
 * id>:<base64 of nonce and ciphertext>}; what it is for is bound to it, so that it cannot be moved
 * to another row.
 */
@ApplicationScoped
public class SecretBox {

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKey> keys = new LinkedHashMap<>();
  private final SecureRandom random = new SecureRandom();

  SecretBox(SecretsConfig config) {
    config.keys().orElse(List.of()).forEach(this::addKey);
  }

  /** Encrypts with the current key. */
  public String seal(String secret, String purpose) {
    String keyId = currentKeyId();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed =
        run(Cipher.ENCRYPT_MODE, keyId, nonce, purpose, secret.getBytes(StandardCharsets.UTF_8));
    byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    return keyId + ":" + Base64.getEncoder().encodeToString(both);
  }

  /**
   * @throws IllegalStateException when the key is not configured or the text was tampered with
   */
  public String open(String sealed, String purpose) {
    int colon = sealed.indexOf(':');
    ByteBuffer both = ByteBuffer.wrap(Base64.getDecoder().decode(sealed.substring(colon + 1)));
    if (both.remaining() < NONCE_BYTES) {
      throw new IllegalStateException("secret is cut off");
    }
    byte[] nonce = new byte[NONCE_BYTES];
    both.get(nonce);
    byte[] ciphertext = new byte[both.remaining()];
    both.get(ciphertext);
    String keyId = sealed.substring(0, colon);
    return new String(
        run(Cipher.DECRYPT_MODE, keyId, nonce, purpose, ciphertext), StandardCharsets.UTF_8);
  }

  /**
   * The same secret under the current key.
   *
   * @throws IllegalStateException when its present key is not configured
   */
  public String reseal(String sealed, String purpose) {
    return seal(open(sealed, purpose), purpose);
  }

  /** Id of the key that new secrets are sealed with. */
  public String currentKeyId() {
    return keys.keySet().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("castellan.secrets.keys is not configured"));
  }

  private byte[] run(int mode, String keyId, byte[] nonce, String purpose, byte[] input) {
    SecretKey key = keys.get(keyId);
    if (key == null) {
      throw new IllegalStateException("no secrets key with id " + keyId);
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("secret cannot be opened with key " + keyId, e);
    }
  }

  private void addKey(String entry) {
    int colon = entry.indexOf(':');
    byte[] bytes =
        colon <= 0 ? new byte[0] : Base64.getDecoder().decode(entry.substring(colon + 1));
    if (bytes.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "castellan.secrets.keys: each entry is <key id>:<base64 of 32 bytes>");
    }
    keys.put(entry.substring(0, colon), new SecretKeySpec(bytes, "AES"));
  }
}
