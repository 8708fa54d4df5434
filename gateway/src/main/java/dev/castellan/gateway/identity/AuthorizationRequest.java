package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.NotNull;

/**
 * Body that grants a route to a profile.
 *
 * @param authorization number or key of the row, {@code "GET /widgets/:idWidget"}
 * @param secure 1, or absent, grants; 0 takes away
 */
record AuthorizationRequest(@NotNull ObjectRef authorization, Boolean secure) {

  boolean grants() {
    return secure == null || secure;
  }
}
