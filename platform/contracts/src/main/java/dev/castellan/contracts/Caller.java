package dev.castellan.contracts;

/**
 * On whose behalf something is done, as events and execution records name him.
 *
 * @param userId {@code sub} of his token
 * @param login {@code upn} of his token
 * @param profileId number of his profile (role)
 * @param profile name of his profile
 */
public record Caller(long userId, String login, long profileId, String profile) {

  /** The built-in profile that every right belongs to. */
  public static final long ADMIN_PROFILE = 1;

  public boolean admin() {
    return profileId == ADMIN_PROFILE;
  }
}
