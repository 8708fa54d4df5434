package dev.castellan.smartobject.object;

import dev.castellan.contracts.Caller;
import java.util.Collection;

/**
 * Who may execute an object's actions: admin, and the profiles listed on the object. The only place
 * that decides it.
 */
public final class ExecuteRight {

  private ExecuteRight() {}

  public static boolean has(Caller caller, Collection<Long> profilesOfObject) {
    return caller.admin() || profilesOfObject.contains(caller.profileId());
  }
}
