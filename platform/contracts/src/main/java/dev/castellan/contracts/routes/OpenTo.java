package dev.castellan.contracts.routes;

import java.util.Arrays;

/** Who may call a route on a new installation; written in kebab case in the route table. */
public enum OpenTo {
  /** No token needed. */
  ANYONE,
  /** Any valid token; cannot be granted or taken away. */
  SIGNED_IN,
  GUEST,
  OCCUPANT,
  /** Admin at first; may be granted to other profiles. */
  ADMIN,
  /** Admin for ever: identity, secrets and audit. */
  ADMIN_ONLY;

  static OpenTo parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.name().replace('_', '-').equalsIgnoreCase(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown audience: " + word));
  }

  /** Whether a grant row decides who may call, apart from admin who always may. */
  public boolean grantable() {
    return this == GUEST || this == OCCUPANT || this == ADMIN;
  }
}
