package dev.castellan.web.security;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Finds out from the claims of a verified token who its bearer is. */
interface ClaimReader {

  /** Claims without which a token is none. */
  Set<String> required();

  /**
   * @param claims payload of the token
   * @throws IllegalArgumentException when a claim is not what it should be
   */
  VerifiedToken read(String token, String keyId, JsonNode claims);
}
