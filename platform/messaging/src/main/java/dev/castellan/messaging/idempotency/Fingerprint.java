package dev.castellan.messaging.idempotency;

import dev.castellan.web.gate.GateRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells one request from another: SHA-256 over method, settled path, query and body. */
final class Fingerprint {

  private Fingerprint() {}

  /**
   * @param query as it was sent, null for none
   */
  static String of(GateRequest request, String query, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // Neither path nor query can hold a line break, so no two requests read alike.
      String head =
          request.method() + '\n' + request.path() + '\n' + (query == null ? "" : query) + '\n';
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
