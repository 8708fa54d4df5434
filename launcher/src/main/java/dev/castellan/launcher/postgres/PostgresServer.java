package dev.castellan.launcher.postgres;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.process.ChildSpec;
import dev.castellan.launcher.process.LogTail;
import dev.castellan.launcher.process.StopSignal;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL server on a cluster in the state folder, reachable over loopback only, with a
 * password for everybody and every commit on disk.
 */
public final class PostgresServer {

  /** Name of this process in the suite. */
  public static final String NAME = "postgres";

  private static final String SUPERUSER = "postgres";
  private static final String HOST = "127.0.0.1";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int INITDB_SECONDS = 120;

  private final StateFolder state;
  private final Secrets secrets;
  private final int port;

  /**
   * @param state an opened state folder
   * @param secrets its secrets
   * @param port where the server shall listen
   */
  public PostgresServer(StateFolder state, Secrets secrets, int port) {
    this.state = state;
    this.secrets = secrets;
    this.port = port;
  }

  /** The superuser's way in. */
  public PostgresAccess access() {
    return new PostgresAccess(HOST, port, SUPERUSER, secrets.databasePassword(SUPERUSER));
  }

  /**
   * Unpacks the programs and creates the cluster where they are missing.
   *
   * @return how the server is started
   */
  public ChildSpec prepare() {
    PostgresBinaries binaries = PostgresBinaries.in(state.root());
    if (!Files.exists(state.postgres().resolve("PG_VERSION"))) {
      createCluster(binaries);
    }
    List<String> command = binaries.command("postgres");
    command.addAll(List.of("-D", state.postgres().toString()));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    PostgresAccess access = access();
    return new ChildSpec(
        NAME,
        command,
        Map.of("LC_ALL", "C"),
        state.log(NAME),
        "postgres",
        // "Fast": ends sessions and checkpoints. SIGTERM would wait until the last client leaves.
        StopSignal.INT,
        START_LIMIT,
        access::answers);
  }

  /** The server of a lost supervisor, if it still runs on the cluster of this folder. */
  public static Optional<ProcessHandle> running(StateFolder state) {
    Path file = state.postgres().resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file);
      return PostmasterFile.process(lines);
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  private Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("port", Integer.toString(port)),
        Map.entry("listen_addresses", HOST),
        Map.entry("unix_socket_directories", ""),
        Map.entry("fsync", "on"),
        Map.entry("shared_buffers", "256MB"),
        Map.entry("max_connections", "200"),
        Map.entry("max_wal_size", "4GB"),
        // An outbox fills and empties many times a minute.
        Map.entry("autovacuum_naptime", "10s"),
        Map.entry("password_encryption", "scram-sha-256"),
        Map.entry("log_line_prefix", "%m [%p] %q%u@%d "),
        Map.entry("timezone", "UTC"));
  }

  private void createCluster(PostgresBinaries binaries) {
    Path fresh = state.root().resolve("postgres.new");
    List<String> command = new ArrayList<>(binaries.command("initdb"));
    command.addAll(
        List.of(
            "-D",
            fresh.toString(),
            "-U",
            SUPERUSER,
            "-E",
            "UTF8",
            // The same order of texts on every system.
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=scram-sha-256",
            "--pwfile=" + secrets.databasePasswordFile(SUPERUSER)));
    try {
      StateFolder.deleteTree(fresh);
      run(command);
      Files.move(fresh, state.postgres(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LauncherException("The database cluster cannot be created: " + e.getMessage(), e);
    }
  }

  private void run(List<String> command) throws IOException {
    Path log = state.log(NAME);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new LauncherException(
            "The database cluster cannot be created; see " + log + ": " + LogTail.lastError(log));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new LauncherException("Creating the database cluster was interrupted", e);
    }
  }
}
