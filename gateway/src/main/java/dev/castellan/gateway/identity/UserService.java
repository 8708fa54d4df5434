package dev.castellan.gateway.identity;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps the users. Whoever is changed or deleted loses all of his tokens. */
@ApplicationScoped
class UserService {

  private final UserRepository users;
  private final ProfileRepository profiles;
  private final TokenService tokens;

  UserService(UserRepository users, ProfileRepository profiles, TokenService tokens) {
    this.users = users;
    this.profiles = profiles;
    this.tokens = tokens;
  }

  List<UserView> all() {
    return users.all().stream().map(UserView::of).toList();
  }

  UserView one(long id) {
    return users.findByIdOptional(id).map(UserView::of).orElseThrow(UserService::none);
  }

  /**
   * @param passwordHash made beforehand, so that no transaction waits for it
   */
  @Transactional
  UserView create(String login, String passwordHash, ObjectRef profile) {
    if (users.byLogin(login).isPresent()) {
      throw new ServiceException(ErrorCode.LOGIN_TAKEN);
    }
    User user = new User(login, passwordHash, held(profile));
    users.persist(user);
    flush();
    return UserView.of(user);
  }

  /**
   * @param patch its password is not looked at
   * @param passwordHash null when the password stays
   */
  @Transactional
  UserView change(long id, UserPatch patch, String passwordHash) {
    User user = users.lock(id).orElseThrow(UserService::none);
    if (user.builtIn() && (patch.profile() != null || Boolean.FALSE.equals(patch.enabled()))) {
      throw new ServiceException(
          ErrorCode.BUILT_IN, "The administrator keeps his profile and stays enabled");
    }
    if (patch.login() != null) {
      user.changeLogin(patch.login());
    }
    if (passwordHash != null) {
      user.changePassword(passwordHash);
    }
    if (patch.profile() != null) {
      user.changeProfile(held(patch.profile()));
    }
    if (patch.enabled() != null) {
      user.enable(patch.enabled());
    }
    flush();
    tokens.revokeAllOf(user);
    return UserView.of(user);
  }

  @Transactional
  void delete(long id) {
    User user = users.lock(id).orElseThrow(UserService::none);
    if (user.builtIn()) {
      throw new ServiceException(ErrorCode.BUILT_IN);
    }
    tokens.revokeAllOf(user);
    users.delete(user);
  }

  /** The profile, kept from being deleted until the user has it. */
  private Profile held(ObjectRef ref) {
    return profiles
        .find(ref)
        .flatMap(profile -> profiles.hold(profile.id()))
        .orElseThrow(() -> new ServiceException(ErrorCode.PROFILE_UNKNOWN));
  }

  private void flush() {
    try {
      users.flush();
    } catch (ConstraintViolationException e) {
      // Logins are the only thing that can collide; profiles are held.
      throw new ServiceException(ErrorCode.LOGIN_TAKEN);
    }
  }

  private static ServiceException none() {
    return new ServiceException(ErrorCode.USER_NOT_FOUND);
  }
}
