package dev.castellan.smartobject.object;

import java.util.List;
import java.util.Locale;

/**
 * Who may execute the actions of an object directly, and why or why not.
 *
 * @param action the one that was asked about; null for any of the object
 * @param allow whether the caller may
 * @param reason {@code admin}, {@code listed}, {@code not-listed} or {@code route-not-granted}
 * @param message the reason for people
 * @param profiles to admin all there are; to others those that may, and their own
 */
record AccessView(
    long smartobject,
    String action,
    boolean allow,
    String reason,
    String message,
    List<ProfileAccess> profiles) {

  record ProfileAccess(long id, String name, boolean allow, String reason, String message) {

    static ProfileAccess of(long id, String name, ExecuteRight.Verdict verdict) {
      return new ProfileAccess(id, name, verdict.allow(), word(verdict), verdict.message());
    }
  }

  static String word(ExecuteRight.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
