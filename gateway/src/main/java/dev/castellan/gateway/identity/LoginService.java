package dev.castellan.gateway.identity;

import dev.castellan.gateway.audit.AuditKind;
import dev.castellan.gateway.audit.AuditedRefusals;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * Checks logins. Whoever fails learns nothing but that: an unknown login, a disabled user and a
 * wrong password look alike and take as long.
 */
@ApplicationScoped
class LoginService {

  private final UserRepository users;
  private final PasswordHasher passwords;
  private final LoginThrottle throttle;
  private final TokenService tokens;
  private final AuditedRefusals refusals;
  private final boolean offered;

  LoginService(
      UserRepository users,
      PasswordHasher passwords,
      LoginThrottle throttle,
      TokenService tokens,
      AuditedRefusals refusals,
      IdentityConfig config) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.tokens = tokens;
    this.refusals = refusals;
    this.offered = config.passwordLogins();
  }

  /**
   * @param request tells where the login comes from
   * @throws ServiceException 401, 403 where passwords are not used, 429 after too many failures,
   *     503 when too many log in at once
   */
  IssuedTokens login(LoginRequest login, RoutingContext request) {
    Optional<User> known = login.fits() ? users.byLogin(login.login()) : Optional.empty();
    try {
      if (!offered) {
        throw new ServiceException(ErrorCode.PASSWORD_LOGIN_OFF);
      }
      Optional<User> user = known.filter(User::enabled);
      String hash = user.map(User::passwordHash).orElse(null);
      prove(login.login(), login.password(), hash, address(request));
      return tokens.issue(user.orElseThrow().id(), hash);
    } catch (ServiceException refused) {
      refusals.refused(
          request,
          AuditKind.LOGIN_REFUSED,
          "login:" + known.map(User::login).orElse("(unknown)"),
          refused.code().code());
      throw refused;
    }
  }

  /**
   * Has a user show that he knows his password.
   *
   * @return the hash it was checked against
   */
  String prove(long userId, String password, RoutingContext request) {
    User user =
        users
            .findByIdOptional(userId)
            .orElseThrow(() -> new ServiceException(ErrorCode.USER_NOT_FOUND));
    try {
      prove(user.login(), password, user.passwordHash(), address(request));
    } catch (ServiceException refused) {
      refusals.refused(request, AuditKind.PASSWORD_REFUSED, user.subject(), refused.code().code());
      throw refused;
    }
    return user.passwordHash();
  }

  private void prove(String login, String password, String hash, String address) {
    throttle.check(login, address);
    throttle.slowDown(login);
    // Once more when it is this one's turn, so that many sent at once count like one by one.
    if (!passwords.matches(password, hash, () -> throttle.check(login, address))) {
      throttle.failed(login, address);
      throw refused();
    }
    throttle.succeeded(login, address);
  }

  private static String address(RoutingContext request) {
    SocketAddress client = request.request().remoteAddress();
    return client == null ? "" : client.hostAddress();
  }

  private static ServiceException refused() {
    return new ServiceException(
        ErrorCode.LOGIN_INVALID,
        ErrorCode.LOGIN_INVALID.title(),
        null,
        Map.of("WWW-Authenticate", "Bearer"));
  }
}
