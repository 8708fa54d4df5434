package dev.castellan.gateway.identity;

import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
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
  private final IdentityEvents events;

  ProfileService(ProfileRepository profiles, UserRepository users, IdentityEvents events) {
    this.profiles = profiles;
    this.users = users;
    this.events = events;
  }

  List<ProfileView> all() {
    return profiles.all().stream().map(ProfileView::of).toList();
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
    return ProfileView.of(profile);
  }

  @Transactional
  void delete(long id) {
    Profile profile = profiles.lock(id).orElseThrow(ProfileService::none);
    if (profile.builtIn()) {
      throw new ServiceException(ErrorCode.BUILT_IN);
    }
    if (users.anyOf(profile)) {
      throw new ServiceException(ErrorCode.PROFILE_IN_USE);
    }
    profiles.delete(profile);
    events.profileGone(id);
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
