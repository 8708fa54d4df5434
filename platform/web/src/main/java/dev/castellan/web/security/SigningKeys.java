package dev.castellan.web.security;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The public keys that tokens are verified with, by {@code kid}. */
@ApplicationScoped
public class SigningKeys {

  private static final int MIN_MODULUS_BITS = 2048;

  private volatile Map<String, PublicKey> keys = Map.of();

  /** The key, or null when it is not known (any more). */
  PublicKey byId(String keyId) {
    return keys.get(keyId);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Replaces all keys by those of a JWK set (RFC 7517). Keys that are not RSA signing keys of at
   * least 2048 bits are left out.
   *
   * @throws IllegalArgumentException when the text is no JWK set
   */
  public void replaceBy(String jwks) {
    try {
      Map<String, PublicKey> fresh = new HashMap<>();
      for (JsonWebKey key : new JsonWebKeySet(jwks).getJsonWebKeys()) {
        if (key.getKeyId() != null
            && key instanceof PublicJsonWebKey pair
            && pair.getPublicKey() instanceof RSAPublicKey rsa
            && rsa.getModulus().bitLength() >= MIN_MODULUS_BITS) {
          fresh.put(key.getKeyId(), rsa);
        } else {
          Log.warnf("Ignoring a published key that is no RSA signing key with an id");
        }
      }
      keys = Map.copyOf(fresh);
    } catch (JoseException e) {
      throw new IllegalArgumentException("not a JWK set", e);
    }
  }
}
