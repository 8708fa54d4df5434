package dev.castellan.gateway.identity;

/** What {@code POST /authentification} answers: envelope A with its data beside the code. */
record AuthentificationView(
    boolean error, String code, String message, long profile, String token) {

  static AuthentificationView of(IssuedTokens tokens) {
    return new AuthentificationView(false, "ok", "", tokens.profile(), tokens.access());
  }
}
