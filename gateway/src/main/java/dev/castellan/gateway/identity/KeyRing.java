package dev.castellan.gateway.identity;

import dev.castellan.web.secret.SecretBox;
import dev.castellan.web.security.SigningKeys;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;

/** The signing keys in use, opened: the current private key, and all public ones as a JWK set. */
@ApplicationScoped
class KeyRing {

  private static final String ALGORITHM = "RSA";
  private static final int BITS = 2048;

  private final SecretBox secrets;
  private final SigningKeys verifying;
  private volatile Opened opened = new Opened(null, null, null, List.of());

  private record Opened(String kid, PrivateKey privateKey, String jwks, List<String> from) {}

  KeyRing(SecretBox secrets, SigningKeys verifying) {
    this.secrets = secrets;
    this.verifying = verifying;
  }

  /** A fresh key pair, its private half sealed. */
  SigningKey generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(BITS);
      KeyPair pair = generator.generateKeyPair();
      String kid = UUID.randomUUID().toString();
      Base64.Encoder base64 = Base64.getEncoder();
      return new SigningKey(
          kid,
          base64.encodeToString(pair.getPublic().getEncoded()),
          secrets.seal(base64.encodeToString(pair.getPrivate().getEncoded()), purpose(kid)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no RSA", e);
    }
  }

  /**
   * Signs and verifies with these keys from now on.
   *
   * @param keys one of them current
   */
  synchronized void use(List<SigningKey> keys) {
    List<String> from = keys.stream().map(key -> key.kid() + " " + key.state()).toList();
    if (from.equals(opened.from())) {
      return;
    }
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      Base64.Decoder base64 = Base64.getDecoder();
      List<JsonWebKey> published = new ArrayList<>();
      for (SigningKey key : keys) {
        var spec = new X509EncodedKeySpec(base64.decode(key.publicKey()));
        RsaJsonWebKey jwk = new RsaJsonWebKey((RSAPublicKey) factory.generatePublic(spec));
        jwk.setKeyId(key.kid());
        jwk.setUse("sig");
        jwk.setAlgorithm("RS256");
        published.add(jwk);
      }
      SigningKey current = keys.stream().filter(SigningKey::current).findFirst().orElseThrow();
      byte[] secret = base64.decode(secrets.open(current.privateKey(), purpose(current.kid())));
      PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(secret));
      String jwks = new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
      opened = new Opened(current.kid(), privateKey, jwks, from);
      verifying.replaceBy(jwks);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored signing key cannot be read", e);
    }
  }

  /** Signs with the current key. */
  String sign(JwtClaimsBuilder claims) {
    Opened now = opened;
    return claims.jws().keyId(now.kid()).sign(now.privateKey());
  }

  String currentKid() {
    return opened.kid();
  }

  PrivateKey currentKey() {
    return opened.privateKey();
  }

  /** JWK set (RFC 7517) of the public keys. */
  String jwks() {
    return opened.jwks();
  }

  private static String purpose(String kid) {
    return "signing-key:" + kid;
  }
}
