package dev.castellan.gateway.identity;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/** Body of a login. */
record LoginRequest(
    @NotEmpty @Size(max = 64) String login, @NotEmpty @Size(max = 256) String password) {}
