package dev.castellan.objecttype.secret;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** What somebody believes the password to be. */
record VerifyRequest(@NotEmpty @Size(max = 1000) String value) {

  /** So that no log shows it. */
  @Override
  public String toString() {
    return "VerifyRequest";
  }
}
