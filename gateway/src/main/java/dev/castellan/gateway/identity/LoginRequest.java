package dev.castellan.gateway.identity;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** Body of a login. */
record LoginRequest(
    @NotEmpty @Size(max = MAX_LOGIN) String login,
    @NotEmpty @Size(max = UserRequest.MAX_PASSWORD) String password) {

  static final int MAX_LOGIN = 64;

  /** Whether there could be such a user; a form is not validated field by field as JSON is. */
  boolean fits() {
    return login.length() <= MAX_LOGIN
        && password.length() <= UserRequest.MAX_PASSWORD
        && login.chars().noneMatch(Character::isISOControl);
  }
}
