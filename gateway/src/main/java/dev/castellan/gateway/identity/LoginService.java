package dev.castellan.gateway.identity;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
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

  LoginService(
      UserRepository users, PasswordHasher passwords, LoginThrottle throttle, TokenService tokens) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.tokens = tokens;
  }

  /**
   * @param http tells where the login comes from
   * @throws ServiceException 401, 429 after too many failures, 503 when too many log in at once
   */
  IssuedTokens login(LoginRequest request, HttpServerRequest http) {
    SocketAddress client = http.remoteAddress();
    return login(request.login(), request.password(), client == null ? "" : client.hostAddress());
  }

  private IssuedTokens login(String login, String password, String address) {
    throttle.check(login, address);
    Optional<User> user = users.byLogin(login).filter(User::enabled);
    String hash = user.map(User::passwordHash).orElse(null);
    // Once more when it is this one's turn, so that many sent at once count like one by one.
    if (!passwords.matches(password, hash, () -> throttle.check(login, address))) {
      throttle.failed(login, address);
      throw refused();
    }
    IssuedTokens issued = tokens.issue(user.orElseThrow().id(), hash);
    throttle.succeeded(login, address);
    return issued;
  }

  private static ServiceException refused() {
    return new ServiceException(
        ErrorCode.LOGIN_INVALID,
        ErrorCode.LOGIN_INVALID.title(),
        null,
        Map.of("WWW-Authenticate", "Bearer"));
  }
}
