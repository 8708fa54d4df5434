package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Body that makes a user. */
record UserRequest(
    @NotNull @Pattern(regexp = LOGIN, message = LOGIN_RULE) String login,
    @NotNull @Size(min = MIN_PASSWORD, max = MAX_PASSWORD) String password,
    @NotNull ObjectRef profile) {

  static final String LOGIN = "[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}";
  static final String LOGIN_RULE =
      "must be 1 to 64 letters, digits, '.', '_', '@', '+', '-', and begin with a letter or digit";
  static final int MIN_PASSWORD = 8;
  static final int MAX_PASSWORD = 256;
}
