package dev.castellan.launcher.postgres;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.Secrets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGConnection;

/**
 * An administrator's way into one PostgreSQL server, embedded or not.
 *
 * @param host where it listens
 * @param port where it listens
 * @param user a role that may create roles and databases
 * @param password its password; never in a log, an error or {@link #toString}
 */
public record PostgresAccess(String host, int port, String user, String password) {

  private static final int SECONDS = 5;

  /** The address of one of its databases for a JDBC driver, without credentials. */
  public String url(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Whether the server takes this login and answers a query. */
  public boolean answers() {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException notYet) {
      return false;
    }
  }

  /**
   * Gives every name a role and a database of its own that no other role may enter. Repeats safely.
   *
   * @param names names for roles and databases
   * @param secrets where the roles' passwords lie
   * @throws LauncherException when the server refuses
   */
  public void ensureDatabases(List<String> names, Secrets secrets) {
    try (Connection connection = connect()) {
      for (String name : names) {
        ensureRole(connection, name, secrets.databasePassword(name));
        ensureDatabase(connection, name);
      }
    } catch (SQLException e) {
      throw new LauncherException(
          "PostgreSQL at "
              + host
              + ":"
              + port
              + " refused to set up the databases: "
              + e.getMessage(),
          e);
    }
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", user);
    login.setProperty("password", password);
    login.setProperty("connectTimeout", Integer.toString(SECONDS));
    login.setProperty("loginTimeout", Integer.toString(SECONDS));
    login.setProperty("ApplicationName", "castellan-launcher");
    return DriverManager.getConnection(url("postgres"), login);
  }

  private static void ensureRole(Connection connection, String name, String password)
      throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", name)) {
      execute(connection, "CREATE ROLE %1$I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE", name);
    }
    // Also when it was there: the secrets may be newer than an existing server. The driver sends a
    // hash, so the password itself cannot end up in the server's log.
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
  }

  private static void ensureDatabase(Connection connection, String name) throws SQLException {
    if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
      // An administrator who is no superuser must be a member of the role he gives a database to.
      execute(connection, "GRANT %1$I TO CURRENT_USER", name);
      execute(connection, "CREATE DATABASE %1$I OWNER %1$I", name);
    }
    execute(connection, "REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC", name);
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** The server itself quotes the names: definition statements take no parameters. */
  private static void execute(Connection connection, String template, String name)
      throws SQLException {
    String sql;
    try (PreparedStatement format = connection.prepareStatement("SELECT format(?, ?)")) {
      format.setString(1, template);
      format.setString(2, name);
      try (ResultSet rows = format.executeQuery()) {
        rows.next();
        sql = rows.getString(1);
      }
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port;
  }
}
