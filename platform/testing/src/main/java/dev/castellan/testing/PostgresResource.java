package dev.castellan.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the service under test a database of its own on the JVM's PostgreSQL. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

  /** Database of the service under test, and the role that owns it. */
  public static final String DATABASE = "service";

  @Override
  public Map<String, String> start() {
    return start(PostgresServer.shared().port());
  }

  /**
   * @param port where the service reaches the server, directly or through a cable
   */
  Map<String, String> start(int port) {
    PostgresServer server = PostgresServer.shared();
    String password = JvmWide.once("postgres.password", String.class, () -> newDatabase(server));
    return Map.of(
        "quarkus.datasource.jdbc.url", PostgresServer.jdbcUrl(DATABASE, port),
        "quarkus.datasource.username", DATABASE,
        "quarkus.datasource.password", password);
  }

  private static String newDatabase(PostgresServer server) {
    String password = UuidCreator.getRandomBased().toString();
    server.createDatabase(DATABASE, password);
    return password;
  }

  /** The server and its data stay for the next application of this JVM. */
  @Override
  public void stop() {
    // Nothing of its own to end.
  }
}
