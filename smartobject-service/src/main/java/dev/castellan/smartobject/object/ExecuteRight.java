package dev.castellan.smartobject.object;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.security.IdentityDirectory;
import java.util.Collection;

/**
 * Who may execute an object's actions: admin, and the profiles listed on the object. The only place
 * that decides it.
 */
public final class ExecuteRight {

  private static final Route ROUTE =
      RouteTable.load().byKey("POST /smartobjects/:idSmartobject/actions/:idAction").orElseThrow();

  private ExecuteRight() {}

  /** What is decided, and why. */
  enum Verdict {
    ADMIN(true, "Admin may execute everything"),
    LISTED(true, "The profile is listed on the object"),
    NOT_LISTED(false, "The profile is not listed on the object"),
    ROUTE_NOT_GRANTED(false, "The profile has not been granted the route that executes actions");

    private final boolean allow;
    private final String message;

    Verdict(boolean allow, String message) {
      this.allow = allow;
      this.message = message;
    }

    boolean allow() {
      return allow;
    }

    String message() {
      return message;
    }
  }

  /** Decides on a caller whose request has passed the gate, or who was let through by a process. */
  public static boolean has(Caller caller, Collection<Long> profilesOfObject) {
    return decide(caller.profileId(), true, profilesOfObject).allow();
  }

  /** Decides on whoever would call directly, and so has to pass the gate first. */
  static Verdict direct(
      long profileId, IdentityDirectory identities, Collection<Long> profilesOfObject) {
    return decide(profileId, identities.mayCall(profileId, ROUTE), profilesOfObject);
  }

  /**
   * @param routeGranted whether the gate lets the profile call the route that executes actions
   */
  static Verdict decide(long profileId, boolean routeGranted, Collection<Long> profilesOfObject) {
    if (profileId == Caller.ADMIN_PROFILE) {
      return Verdict.ADMIN;
    }
    if (!routeGranted) {
      return Verdict.ROUTE_NOT_GRANTED;
    }
    return profilesOfObject.contains(profileId) ? Verdict.LISTED : Verdict.NOT_LISTED;
  }
}
