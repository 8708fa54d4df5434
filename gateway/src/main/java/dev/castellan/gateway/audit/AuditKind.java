package dev.castellan.gateway.audit;

import java.util.Locale;

/** What the audit log keeps; written in kebab case. */
public enum AuditKind {
  LOGIN,
  LOGIN_REFUSED,
  REFRESH_REFUSED,
  REFRESH_REUSED,
  LOGOUT,
  TOKEN_REVOKED,
  ACCESS_REFUSED,
  USER_CREATED,
  USER_CHANGED,
  USER_DELETED,
  PASSWORD_CHANGED,
  PASSWORD_REFUSED,
  PROFILE_CREATED,
  PROFILE_DELETED,
  GRANT_GIVEN,
  GRANT_TAKEN,
  API_KEY_CREATED,
  API_KEY_USED,
  API_KEY_DELETED,
  SIGNING_KEY_PUBLISHED,
  SIGNING_KEY_USED;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
