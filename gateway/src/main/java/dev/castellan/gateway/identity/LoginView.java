package dev.castellan.gateway.identity;

/**
 * What a JSON login answers.
 *
 * @param expiresIn seconds that the token lives
 * @param profile number of the user's profile
 */
record LoginView(String token, String refreshToken, long expiresIn, long profile) {

  static LoginView of(IssuedTokens tokens) {
    return new LoginView(tokens.access(), tokens.refresh(), tokens.expiresIn(), tokens.profile());
  }
}
