package dev.castellan.gateway.identity;

import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditService;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;

/** Keeps the users. Whoever is changed or deleted loses all of his tokens. */
@ApplicationScoped
class UserService {

  private final UserRepository users;
  private final ProfileRepository profiles;
  private final TokenService tokens;
  private final Precondition precondition;
  private final AuditService audit;

  UserService(
      UserRepository users,
      ProfileRepository profiles,
      TokenService tokens,
      Precondition precondition,
      AuditService audit) {
    this.precondition = precondition;
    this.audit = audit;
    this.users = users;
    this.profiles = profiles;
    this.tokens = tokens;
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
    audit.record(AuditKind.USER_CREATED, user.subject(), login + " as " + user.profile().name());
    return UserView.of(user);
  }

  /**
   * @param patch its password is not looked at
   * @param passwordHash null when the password stays
   */
  @Transactional
  UserView change(long id, UserPatch patch, String passwordHash) {
    User user = users.lock(id).orElseThrow(UserService::none);
    precondition.check(user.version(), () -> Answer.ok(UserView.of(user)));
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
    audit.record(AuditKind.USER_CHANGED, user.subject(), what(patch));
    return UserView.of(user);
  }

  @Transactional
  void delete(long id) {
    User user = users.lock(id).orElseThrow(UserService::none);
    precondition.check(user.version(), () -> Answer.ok(UserView.of(user)));
    if (user.builtIn()) {
      throw new ServiceException(ErrorCode.BUILT_IN);
    }
    tokens.revokeAllOf(user);
    users.delete(user);
    audit.record(AuditKind.USER_DELETED, user.subject(), user.login());
  }

  /**
   * Changes the password of a user who has shown that he knows the old one.
   *
   * @param checkedHash what the old one was checked against; the user may have changed since
   */
  @Transactional
  void changePassword(long id, String checkedHash, String passwordHash) {
    User user =
        users
            .lock(id)
            .filter(each -> each.passwordHash().equals(checkedHash))
            .orElseThrow(() -> new ServiceException(ErrorCode.CONFLICT));
    user.changePassword(passwordHash);
    tokens.revokeAllOf(user);
    audit.record(AuditKind.PASSWORD_CHANGED, user.subject(), null);
  }

  /** Which members were given; never what they are. */
  private static String what(UserPatch patch) {
    return Stream.of(
            patch.login() == null ? "" : "login",
            patch.password() == null ? "" : "password",
            patch.profile() == null ? "" : "profile",
            patch.enabled() == null ? "" : patch.enabled() ? "enabled" : "disabled")
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining(", "));
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
