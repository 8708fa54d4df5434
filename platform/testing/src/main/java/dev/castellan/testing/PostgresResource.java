package dev.castellan.testing;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives the service under test a database of its own on the JVM's PostgreSQL.
 *
 * <p>With the argument {@code cable=true} the service reaches it through a {@link CutCable}, which
 * is put into the test's fields of that type.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

  /** Database of the service under test, and the role that owns it. */
  public static final String DATABASE = "service";

  private boolean wantsCable;
  private CutCable cable;

  @Override
  public void init(Map<String, String> arguments) {
    wantsCable = Boolean.parseBoolean(arguments.get("cable"));
  }

  @Override
  public Map<String, String> start() {
    PostgresServer server = PostgresServer.shared();
    String password = JvmWide.once("postgres.password", String.class, () -> newDatabase(server));
    int port = server.port();
    if (wantsCable) {
      cable = CutCable.to("127.0.0.1", port);
      port = cable.port();
    }
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

  @Override
  public void inject(TestInjector injector) {
    if (cable != null) {
      injector.injectIntoFields(cable, field -> field.getType() == CutCable.class);
    }
  }

  /** The server and its data stay for the next application of this JVM. */
  @Override
  public void stop() {
    if (cable != null) {
      cable.close();
    }
  }
}
