package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** Body that changes a user; what is absent stays as it is. */
record UserPatch(
    @Pattern(regexp = UserRequest.LOGIN, message = UserRequest.LOGIN_RULE) String login,
    @Size(min = UserRequest.MIN_PASSWORD, max = UserRequest.MAX_PASSWORD) String password,
    ObjectRef profile,
    Boolean enabled) {}
