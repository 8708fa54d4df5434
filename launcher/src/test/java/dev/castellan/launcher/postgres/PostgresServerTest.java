package dev.castellan.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.launcher.process.ManagedProcess;
import dev.castellan.launcher.state.Ports;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresServerTest {

  private StateFolder state;
  private Secrets secrets;
  private PostgresAccess access;
  private ManagedProcess process;

  @BeforeAll
  void start(@TempDir Path folder) {
    state = new StateFolder(folder.resolve("state")).open();
    secrets = new Secrets(state);
    PostgresServer server = new PostgresServer(state, secrets, new Ports(state).free("postgres"));
    access = server.access();
    process = new ManagedProcess(server.prepare(), new ProcessRecords(state));
    process.start();
    process.awaitReady();
    access.ensureDatabases(List.of("widget", "element"), secrets);
  }

  @AfterAll
  void stop() {
    process.kill();
  }

  @Test
  void shouldKeepCommittedRowsOverAKill() throws Exception {
    try (Connection connection = connect("widget", "widget", secrets.databasePassword("widget"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
    }

    process.kill();
    assertThat(access.answers()).isFalse();
    process.start();
    process.awaitReady();

    try (Connection connection = connect("widget", "widget", secrets.databasePassword("widget"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void shouldLetNobodyInWithoutHisPassword() {
    assertThatThrownBy(() -> connect("widget", "widget", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(() -> connect("postgres", "postgres", "")).isInstanceOf(SQLException.class);
  }

  @Test
  void shouldKeepEachRoleOutOfTheOthersDatabases() {
    assertThatThrownBy(() -> connect("element", "widget", secrets.databasePassword("widget")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void shouldSetUpTheSameDatabasesAgainWithoutHarm() throws Exception {
    access.ensureDatabases(List.of("widget", "element"), secrets);

    connect("element", "element", secrets.databasePassword("element")).close();
  }

  @Test
  void shouldTrustNobodyAndWriteNoPasswordIntoItsLog() throws Exception {
    List<String> rules =
        Files.readAllLines(state.postgres().resolve("pg_hba.conf")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .toList();

    assertThat(rules).isNotEmpty().allMatch(line -> line.endsWith("scram-sha-256"));
    assertThat(state.log("postgres"))
        .content()
        .doesNotContain(secrets.databasePassword("widget"))
        .doesNotContain(secrets.databasePassword("postgres"));
    assertThat(access.toString()).doesNotContain(secrets.databasePassword("postgres"));
  }

  @Test
  void shouldRecogniseItsServerByTheFileItWrites() {
    assertThat(PostgresServer.running(state).map(ProcessHandle::pid))
        .hasValue(process.pid().orElseThrow());
  }

  private Connection connect(String database, String role, String password) throws SQLException {
    return DriverManager.getConnection(access.url(database), role, password);
  }
}
