package dev.castellan.gateway.identity;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/**
 * Body that makes a profile.
 *
 * @param name needs a letter, so that it cannot be taken for a number
 * @param routes keys of the route table, {@code "GET /widgets/:idWidget"}; none when absent
 */
record ProfileRequest(
    @NotNull
        @Pattern(
            regexp = "(?=.*[A-Za-z])[A-Za-z0-9._-]{1,40}",
            message = "must be 1 to 40 letters, digits, '.', '_', '-', with a letter")
        String name,
    List<String> routes) {

  List<String> routesOrNone() {
    return routes == null ? List.of() : routes;
  }
}
