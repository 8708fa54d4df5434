package dev.castellan.gateway.identity;

import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditService;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps the profiles and their grants. */
@ApplicationScoped
class ProfileService {

  private final RouteTable table = RouteTable.load();
  private final ProfileRepository profiles;
  private final UserRepository users;
  private final Authorizations authorizations;
  private final Precondition precondition;
  private final IdentityEvents events;
  private final AuditService audit;

  ProfileService(
      ProfileRepository profiles,
      UserRepository users,
      Authorizations authorizations,
      Precondition precondition,
      IdentityEvents events,
      AuditService audit) {
    this.authorizations = authorizations;
    this.precondition = precondition;
    this.audit = audit;
    this.profiles = profiles;
    this.users = users;
    this.events = events;
  }

  @Transactional
  ProfileView one(long id) {
    return profiles.findByIdOptional(id).map(ProfileView::of).orElseThrow(ProfileService::none);
  }

  @Transactional
  ProfileView create(ProfileRequest request) {
    refuseUngrantable(request.routesOrNone());
    if (profiles.nameTaken(request.name())) {
      throw nameTaken();
    }
    Profile profile = new Profile(request.name(), request.routesOrNone());
    try {
      profiles.persistAndFlush(profile);
    } catch (ConstraintViolationException e) {
      // Somebody else took the name a moment ago.
      throw nameTaken();
    }
    events.profile(profile);
    audit.record(AuditKind.PROFILE_CREATED, subject(profile.id()), profile.name());
    profile
        .routes()
        .forEach(each -> audit.record(AuditKind.GRANT_GIVEN, subject(profile.id()), each));
    return ProfileView.of(profile);
  }

  @Transactional
  void delete(long id) {
    Profile profile = profiles.lock(id).orElseThrow(ProfileService::none);
    precondition.check(profile.version(), () -> Answer.ok(ProfileView.of(profile)));
    if (profile.builtIn()) {
      throw new ServiceException(ErrorCode.BUILT_IN);
    }
    if (users.anyOf(profile)) {
      throw new ServiceException(ErrorCode.PROFILE_IN_USE);
    }
    profiles.delete(profile);
    events.profileGone(id);
    audit.record(AuditKind.PROFILE_DELETED, subject(id), profile.name());
  }

  /**
   * Grants a route to a profile or takes it away; does nothing when it is so already.
   *
   * @return whether something has changed
   * @throws ServiceException 404 without the profile, 409 for admin, who has every route, 422 for a
   *     route that is unknown or open to the same people for ever
   */
  @Transactional
  boolean grant(long id, ObjectRef authorization, boolean give) {
    Profile profile = profiles.lock(id).orElseThrow(ProfileService::none);
    Route route = route(authorization);
    if (!route.openTo().grantable()) {
      throw new ServiceException(ErrorCode.AUTHORIZATION_FIXED);
    }
    if (id == Profile.ADMIN) {
      if (give) {
        return false;
      }
      throw new ServiceException(ErrorCode.BUILT_IN, "admin has every route");
    }
    boolean changed = give ? profile.grant(List.of(route.key())) : profile.deny(route.key());
    if (changed) {
      events.profile(profile);
      audit.record(give ? AuditKind.GRANT_GIVEN : AuditKind.GRANT_TAKEN, subject(id), route.key());
    }
    return changed;
  }

  /** The number of an authorization that exists. */
  long numberOf(ObjectRef authorization) {
    return authorizations.numberOf(route(authorization));
  }

  private Route route(ObjectRef authorization) {
    return authorizations
        .find(authorization)
        .orElseThrow(() -> new ServiceException(ErrorCode.AUTHORIZATION_UNKNOWN));
  }

  private static String subject(long id) {
    return "profile:" + id;
  }

  /**
   * Gives the built-in profiles what the route table opens to them. Each route is offered once, so
   * a grant that was taken away stays away.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  void offerNewRoutes() {
    var known = profiles.offeredRoutes();
    List<Route> fresh =
        table.routes().stream()
            .filter(route -> route.openTo().grantable() && !known.contains(route.key()))
            .toList();
    if (fresh.isEmpty()) {
      return;
    }
    List<String> guests = keys(fresh, OpenTo.GUEST);
    List<String> occupants = new ArrayList<>(guests);
    occupants.addAll(keys(fresh, OpenTo.OCCUPANT));
    profiles.findById(Profile.GUEST).grant(guests);
    profiles.findById(Profile.OCCUPANT).grant(occupants);
    profiles.markOffered(fresh.stream().map(Route::key).toList());
  }

  private static List<String> keys(List<Route> routes, OpenTo openTo) {
    return routes.stream().filter(route -> route.openTo() == openTo).map(Route::key).toList();
  }

  private void refuseUngrantable(List<String> routes) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      Optional<Route> route = Optional.ofNullable(routes.get(i)).flatMap(table::byKey);
      if (route.isEmpty()) {
        errors.add(new FieldError("routes[" + i + "]", "is not a route"));
      } else if (!route.get().openTo().grantable()) {
        errors.add(new FieldError("routes[" + i + "]", "cannot be granted"));
      }
    }
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
  }

  private static ServiceException none() {
    return new ServiceException(ErrorCode.PROFILE_NOT_FOUND);
  }

  private static ServiceException nameTaken() {
    return new ServiceException(ErrorCode.REFERENCE_TAKEN, "The name is already in use");
  }
}
