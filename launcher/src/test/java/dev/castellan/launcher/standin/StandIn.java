package dev.castellan.launcher.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * Configured like a service: notes each start in its own database, tells on its port how often it
 * was started, and is ready while that database answers.
 */
public final class StandIn {

  private StandIn() {}

  /** Runs until it is ended. */
  public static void main(String[] args) throws Exception {
    execute("CREATE TABLE IF NOT EXISTS start (at timestamptz DEFAULT now())");
    execute("INSERT INTO start DEFAULT VALUES");
    serve(variable("QUARKUS_HTTP_HOST"), variable("QUARKUS_HTTP_PORT"), "/starts");
    serve(
        variable("QUARKUS_MANAGEMENT_HOST"),
        variable("QUARKUS_MANAGEMENT_PORT"),
        "/q/health/ready");
    System.out.println("up with broker " + variable("KAFKA_BOOTSTRAP_SERVERS"));
    new CountDownLatch(1).await();
  }

  private static void serve(String host, String port, String path) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)), 0);
    server.createContext(
        path,
        exchange -> {
          byte[] body;
          int status = 200;
          try {
            body = starts().getBytes(StandardCharsets.UTF_8);
          } catch (SQLException e) {
            status = 503;
            body = new byte[] {'!'};
          }
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static String starts() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM start")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        variable("QUARKUS_DATASOURCE_JDBC_URL"),
        variable("QUARKUS_DATASOURCE_USERNAME"),
        variable("QUARKUS_DATASOURCE_PASSWORD"));
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("FATAL " + name + " is not set");
    }
    return value;
  }
}
