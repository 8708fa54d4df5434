package dev.castellan.gateway.identity;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Expiring;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts failed logins per login and client address, known login or not, and per login alone; in
 * the database, so that it does not matter which replica is asked. What was tried is kept as a hash
 * only: people type passwords there too.
 */
@ApplicationScoped
class LoginThrottle {

  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(2);

  private static final String OF_PAIR =
      """
      select at from login_failures
      where login_hash = ? and at > now() - make_interval(secs => ?) and address = ?
      order by at desc limit ?
      """;

  private static final String OF_LOGIN =
      """
      select count(*) from
        (select 1 from login_failures
         where login_hash = ? and at > now() - make_interval(secs => ?) limit ?) as counted
      """;

  private static final String COUNT =
      "insert into login_failures (login_hash, address) values (?, ?)";

  /** They count on for the login, from whose slowness nobody may free himself. */
  private static final String FORGIVE =
      "update login_failures set address = null where login_hash = ? and address = ?";

  private final Jdbc jdbc;
  private final int allowed;
  private final Duration window;
  private final Set<String> slowed = ConcurrentHashMap.newKeySet();

  LoginThrottle(Jdbc jdbc, IdentityConfig config) {
    this.jdbc = jdbc;
    this.allowed = config.throttle().failures();
    this.window = config.throttle().window();
  }

  @Produces
  @Singleton
  static Expiring failures(IdentityConfig config) {
    return new Expiring("login_failures", "at", config.throttle().window());
  }

  /**
   * @throws ServiceException 429 when this pair has failed too often
   */
  void check(String login, String address) {
    List<Instant> latest =
        jdbc.run(
            OF_PAIR,
            statement -> {
              bind(statement, login);
              statement.setString(3, address);
              statement.setInt(4, allowed);
              return Jdbc.rows(statement, row -> Jdbc.instant(row, 1));
            });
    if (latest.size() >= allowed) {
      Duration wait = Duration.between(Instant.now(), latest.get(allowed - 1).plus(window));
      throw tooMany(Math.max(0, wait.toSeconds()) + 1);
    }
  }

  /**
   * Lets everybody wait who tries this login, from wherever: not at all until it has failed more
   * often than one address may, then longer with each failure, and only one at a time.
   *
   * @throws ServiceException 429 when somebody else is waiting already
   */
  void slowDown(String login) {
    Duration delay = delay(login);
    if (delay.isZero()) {
      return;
    }
    String key = key(login);
    if (!slowed.add(key)) {
      throw tooMany(LONGEST_DELAY.toSeconds());
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(ErrorCode.UNAVAILABLE);
    } finally {
      slowed.remove(key);
    }
  }

  /** How long the next attempt at this login has to wait. */
  Duration delay(String login) {
    int most = allowed + (int) LONGEST_DELAY.dividedBy(STEP);
    int failures =
        jdbc.run(
            OF_LOGIN,
            statement -> {
              bind(statement, login);
              statement.setInt(3, most);
              return Jdbc.rows(statement, row -> row.getInt(1)).get(0);
            });
    return STEP.multipliedBy(Math.max(0, failures - allowed));
  }

  void failed(String login, String address) {
    change(COUNT, login, address);
  }

  void succeeded(String login, String address) {
    change(FORGIVE, login, address);
  }

  private void change(String sql, String login, String address) {
    jdbc.run(
        sql,
        statement -> {
          statement.setBytes(1, Opaque.hash(key(login)));
          statement.setString(2, address);
          return statement.executeUpdate();
        });
  }

  private void bind(PreparedStatement statement, String login) throws SQLException {
    statement.setBytes(1, Opaque.hash(key(login)));
    statement.setDouble(2, window.toMillis() / 1_000.0);
  }

  private static String key(String login) {
    return login.toLowerCase(Locale.ROOT);
  }

  private static ServiceException tooMany(long retryAfterSeconds) {
    return new ServiceException(
        ErrorCode.TOO_MANY_REQUESTS,
        "Too many failed logins",
        null,
        Map.of("Retry-After", Long.toString(retryAfterSeconds)));
  }
}
