package dev.castellan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Successful answer of the token endpoint (RFC 6749 section 5.1). */
record OAuthAnswer(
    @JsonProperty("access_token") String accessToken,
    @JsonProperty("token_type") String tokenType,
    @JsonProperty("expires_in") long expiresIn,
    @JsonProperty("refresh_token") String refreshToken) {

  static OAuthAnswer of(IssuedTokens tokens) {
    return new OAuthAnswer(tokens.access(), "Bearer", tokens.expiresIn(), tokens.refresh());
  }
}
