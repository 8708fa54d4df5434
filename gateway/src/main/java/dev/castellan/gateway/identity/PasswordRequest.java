package dev.castellan.gateway.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.web.failure.ServiceException;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** Body with which a user changes his own password. */
record PasswordRequest(
    @NotEmpty @Size(max = UserRequest.MAX_PASSWORD) String old, @JsonProperty("new") String fresh) {

  /**
   * The new password. Checked here, since no Java name is {@code new} as the client must read it.
   *
   * @throws ServiceException 422 when it is too short or too long
   */
  String checked() {
    int length = fresh == null ? 0 : fresh.length();
    if (length < UserRequest.MIN_PASSWORD || length > UserRequest.MAX_PASSWORD) {
      throw ServiceException.invalid(
          "new",
          "must have %d to %d characters"
              .formatted(UserRequest.MIN_PASSWORD, UserRequest.MAX_PASSWORD));
    }
    return fresh;
  }
}
