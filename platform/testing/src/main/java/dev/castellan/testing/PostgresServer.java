package dev.castellan.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A real PostgreSQL on loopback. It can be stopped, killed and started again on the same data and
 * the same port, while the service under test runs.
 */
public final class PostgresServer {

  private static final String SUPERUSER = "postgres";
  private static final Duration START = Duration.ofSeconds(60);

  private final Path data;
  private final int port;

  private PostgresServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /** The server of this JVM, started by the first who asks and stopped when the JVM ends. */
  public static PostgresServer shared() {
    Path data = Path.of(JvmWide.once("postgres.data", String.class, () -> newData().toString()));
    int port = JvmWide.once("postgres.port", Integer.class, Workplace::freePort);
    PostgresServer server = new PostgresServer(data, port);
    JvmWide.once(server.handle(), Closeable.class, server::launch);
    return server;
  }

  private static Path newData() {
    Path data = Workplace.data("postgres");
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close(JvmWide.get("postgres.running:" + data, Closeable.class));
                  Workplace.delete(data);
                }));
    return data;
  }

  public int port() {
    return port;
  }

  /** JDBC address of a database of this server. */
  public String jdbcUrl(String database) {
    return jdbcUrl(database, port);
  }

  static String jdbcUrl(String database, int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection with all rights, to look at or disturb what a service keeps. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, "");
  }

  /** Makes an empty database with an owner of the same name who has no other rights. */
  public void createDatabase(String name, String password) {
    try (Connection connection = connect(SUPERUSER);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE \"" + name + "\" LOGIN PASSWORD '" + password + "'");
      statement.execute("CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
    } catch (SQLException e) {
      throw new IllegalStateException("database " + name + " could not be made", e);
    }
  }

  /** Starts the server again on its data; returns when it answers. */
  public void start() {
    // The former one holds a lock on the folder, also when its process was killed. That it cannot
    // be stopped any more is no news then.
    Logger log = Logger.getLogger(EmbeddedPostgres.class.getName());
    Level level = log.getLevel();
    log.setLevel(Level.OFF);
    close(JvmWide.get(handle(), Closeable.class));
    log.setLevel(level);
    JvmWide.put(handle(), launch());
  }

  /** Ends all connections and stops; returns when the server is gone. */
  public void stop() {
    close(JvmWide.get(handle(), Closeable.class));
  }

  /** Kills the server as a power cut would, without a chance to write anything. */
  public void kill() {
    ProcessHandle main = process();
    List<ProcessHandle> workers = main.children().toList();
    ProcessFaults.kill(main);
    // They end by themselves once their parent is gone; until then the data folder is in use.
    workers.forEach(ProcessFaults::kill);
  }

  /** The server's main process. */
  public ProcessHandle process() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
      return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL is not running", e);
    }
  }

  private String handle() {
    return "postgres.running:" + data;
  }

  private Closeable launch() {
    Path log = Workplace.logs().resolve("postgres.log");
    try {
      return EmbeddedPostgres.builder()
          .setPort(port)
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .setPGStartupWait(START)
          // A commit that is acknowledged must survive the kill of the server.
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("listen_addresses", "127.0.0.1")
          .setServerConfig("max_connections", "200")
          .setServerConfig("shared_buffers", "64MB")
          .setOutputRedirector(Redirect.appendTo(log.toFile()))
          .setErrorRedirector(Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start, see " + log, e);
    }
  }

  private static void close(Closeable running) {
    try {
      if (running != null) {
        running.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
