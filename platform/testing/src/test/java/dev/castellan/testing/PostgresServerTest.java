package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

  private final PostgresServer server = PostgresServer.shared();
  private final PostgresResource resource = new PostgresResource();
  private Map<String, String> settings;

  @BeforeEach
  void start() throws SQLException {
    settings = resource.start();
    run("CREATE TABLE IF NOT EXISTS kept (note text)");
    run("TRUNCATE kept");
  }

  @AfterEach
  void stop() {
    resource.stop();
  }

  @Test
  void shouldGiveTheServiceADatabaseOfItsOwnAndNoOtherRights() throws SQLException {
    assertThat(ask("SELECT current_database() || '/' || current_user"))
        .isEqualTo("service/service");
    assertThat(ask("SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f");
    assertThat(ask("SHOW server_version")).startsWith("18");
  }

  @Test
  void shouldKeepWhatWasCommittedBeforeItWasKilled() throws SQLException {
    run("INSERT INTO kept VALUES ('before the kill')");

    server.kill();

    assertThatThrownBy(() -> ask("SELECT note FROM kept")).isInstanceOf(SQLException.class);
    server.start();
    assertThat(ask("SELECT note FROM kept")).isEqualTo("before the kill");
  }

  @Test
  void shouldServeTheSameDataOnTheSamePortAfterAStop() throws SQLException {
    run("INSERT INTO kept VALUES ('before the stop')");

    server.stop();

    assertThatThrownBy(() -> ask("SELECT note FROM kept")).isInstanceOf(SQLException.class);
    server.start();
    assertThat(ask("SELECT note FROM kept")).isEqualTo("before the stop");
  }

  @Test
  void shouldBreakConnectionsWhenTheCableIsCutAndServeNewOnesWhenItIsMended() throws SQLException {
    try (CutCable cable = CutCable.to("127.0.0.1", server.port())) {
      String url = PostgresServer.jdbcUrl(PostgresResource.DATABASE, cable.port());
      try (Connection connection = connect(url)) {
        assertThat(ask(connection, "SELECT 1")).isEqualTo("1");

        cable.cut();

        assertThatThrownBy(() -> ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> connect(url)).isInstanceOf(SQLException.class);
      }
      cable.mend();
      try (Connection connection = connect(url)) {
        assertThat(ask(connection, "SELECT 2")).isEqualTo("2");
      }
    }
  }

  @Test
  void shouldLetNothingThroughWhileTheCableIsHeld() throws SQLException {
    try (CutCable cable = CutCable.to("127.0.0.1", server.port())) {
      String url = PostgresServer.jdbcUrl(PostgresResource.DATABASE, cable.port());
      try (Connection connection = connect(url)) {
        connection.setNetworkTimeout(Runnable::run, 1_000);
        cable.hold();

        assertThatThrownBy(() -> ask(connection, "SELECT 1"))
            .hasRootCauseInstanceOf(java.net.SocketTimeoutException.class);
      }
      cable.mend();
      try (Connection connection = connect(url)) {
        assertThat(ask(connection, "SELECT 2")).isEqualTo("2");
      }
    }
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = connect(settings.get("quarkus.datasource.jdbc.url"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = connect(settings.get("quarkus.datasource.jdbc.url"))) {
      return ask(connection, sql);
    }
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : null;
    }
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(
        url,
        settings.get("quarkus.datasource.username"),
        settings.get("quarkus.datasource.password"));
  }
}
