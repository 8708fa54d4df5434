package dev.castellan.gateway.identity;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets a user change his own password. */
@ApplicationScoped
class OwnPassword {

  private final LoginService logins;
  private final PasswordHasher passwords;
  private final UserService users;

  OwnPassword(LoginService logins, PasswordHasher passwords, UserService users) {
    this.logins = logins;
    this.passwords = passwords;
    this.users = users;
  }

  /**
   * @throws ServiceException 422 when the old password is wrong, 429 when it was wrong too often
   */
  void change(long userId, PasswordRequest request, RoutingContext http) {
    String fresh = request.checked();
    String proven;
    try {
      proven = logins.prove(userId, request.old(), http);
    } catch (ServiceException e) {
      // Not 401: the token is good, and a client that logged in again would be no wiser.
      throw e.code() == ErrorCode.LOGIN_INVALID
          ? ServiceException.invalid("old", "is not the present password")
          : e;
    }
    users.changePassword(userId, proven, passwords.hash(fresh));
  }
}
