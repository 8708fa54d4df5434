package dev.castellan.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What k8s/backup/database saves comes back, row by row, or nothing is changed. */
class BackupTest {

  private static final String SERVICE = "smartobject-service";
  private static final int ROWS = 5_000;

  private final PostgresServer server = PostgresServer.shared();
  private final String name = "backup_" + UUID.randomUUID().toString().substring(0, 8);
  private final String password = UUID.randomUUID().toString();

  @TempDir Path folder;
  @TempDir Path stubs;
  private String path;

  @BeforeEach
  void fill() throws Exception {
    path = Tools.postgresClient() + ":" + System.getenv("PATH");
    server.createDatabase(name, password);
    for (Path migration : migrations()) {
      execute(Files.readString(migration));
    }
    execute(
        """
        insert into execution (id, smartobject_id, action, arguments, caller, source, status, attempts, accepted_at, result)
        select gen_random_uuid(), mod(n, 100), 'turnOn', jsonb_build_object('brightness', n, 'text', 'é "\\ ' || chr(9731)),
               '{}', 'http', 'succeeded', 1, now() - n * interval '1 second', case when mod(n, 3) = 0 then '{"on": true}'::jsonb end
        from generate_series(1, %d) n
        """
            .formatted(ROWS));
  }

  @Test
  void shouldBringBackEveryRowAfterEverythingIsGone() throws Exception {
    Map<String, String> before = contents();
    assertThat(before.get("execution")).startsWith(ROWS + " ");
    assertThat(database("dump")).contains(" tables, " + ROWS + " rows");

    execute("drop owned by current_user; create table of_a_later_version (id int)");
    assertThat(contents()).doesNotContainKey("execution");

    assertThat(database("restore")).contains("rows and hashes are the same");
    assertThat(contents()).isEqualTo(before);
    execute(
        """
        insert into execution (id, smartobject_id, action, arguments, caller, source, status, attempts, accepted_at)
        values (gen_random_uuid(), 1, 'turnOn', '{}', '{}', 'http', 'succeeded', 1, now())
        """);
    assertThat(number("select count(distinct place) from execution"))
        .as("generated numbers go on where they were")
        .isEqualTo(ROWS + 1L);
  }

  @Test
  void shouldLeaveTheDatabaseAloneWhenTheFileIsDamaged() throws Exception {
    database("dump");
    Map<String, String> before = contents();
    byte[] whole = Files.readAllBytes(folder.resolve("saved"));
    Files.write(folder.resolve("saved"), Arrays.copyOf(whole, whole.length / 2));
    Result result = run("restore");
    assertThat(result.exit()).isNotZero();
    assertThat(contents()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "halve"})
  void shouldLeaveNoFileBehindWhenTheDumpFails(String failure) throws Exception {
    failToDump(failure);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "halve"})
  void shouldLeaveTheOlderFilesWhenTheDumpFails(String failure) throws Exception {
    database("dump");
    byte[] older = Files.readAllBytes(folder.resolve("saved"));
    String sums = Files.readString(folder.resolve("saved.sums"));
    execute("delete from execution where smartobject_id = 1");

    failToDump(failure);

    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("saved", "saved.sums");
    assertThat(folder.resolve("saved")).hasBinaryContent(older);
    assertThat(folder.resolve("saved.sums")).hasContent(sums);
  }

  @Test
  void shouldTakeThePlaceOfTheOlderFiles() throws Exception {
    database("dump");
    execute("delete from execution where smartobject_id = 1");
    Map<String, String> later = contents();
    database("dump");
    execute("delete from execution");

    database("restore");

    assertThat(contents()).isEqualTo(later);
  }

  /** A whole file of a program that says it failed, and half a file of one that says it did not. */
  private void failToDump(String failure) throws IOException, InterruptedException {
    replace(
        "pg_dump",
        """
        pg_dump "$@" || exit
        for each; do case $each in --file=*) file=${each#--file=} ;; esac; done
        halve() { head -c $(($(wc -c <"$file") / 2)) "$file" >"$file.2" && mv "$file.2" "$file"; }
        %s
        """
            .formatted(failure));
    Result result = run("dump");
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains(name + " was not saved");
  }

  @Test
  void shouldLeaveTheDatabaseAloneWhenTheRestoreBreaksOff() throws Exception {
    database("dump");
    Map<String, String> before = contents();
    // Between two statements, which is no error to psql: it has heard all there is.
    replace(
        "pg_restore",
        """
        case " $* " in *" --file=- "*) pg_restore "$@" | sed '/^COPY /,$d'; exit 1 ;; esac
        exec pg_restore "$@"
        """);
    Result result = run("restore");
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains(name + " was not restored");
    assertThat(contents()).isEqualTo(before);
  }

  @Test
  void shouldNotCallItRestoredWhenRowsDiffer() throws Exception {
    database("dump");
    Path sums = folder.resolve("saved.sums");
    Files.writeString(sums, Files.readString(sums).replace("execution|" + ROWS, "execution|1"));
    Result result = run("restore");
    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("is not what was saved");
  }

  private record Result(int exit, String output) {}

  /** Puts a script before a program of the same name, which the script finds behind itself. */
  private void replace(String program, String script) throws IOException {
    Path stub = stubs.resolve(program);
    Files.writeString(stub, "#!/bin/sh\nPATH=${PATH#*:}\n" + script);
    assertThat(stub.toFile().setExecutable(true)).isTrue();
    path = stubs + ":" + path;
  }

  private String database(String command) throws Exception {
    Result result = run(command);
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output();
  }

  private Result run(String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Tools.ROOT.resolve("k8s/backup/database").toString(),
                command,
                name,
                folder.resolve("saved").toString())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PATH", path);
    environment.put("PGHOST", "127.0.0.1");
    environment.put("PGPORT", Integer.toString(server.port()));
    environment.put("PGPASSWORD", password);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Result(process.exitValue(), output);
  }

  /** Count and hash of each table, reckoned otherwise than the script does. */
  private Map<String, String> contents() throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet row =
            statement.executeQuery(
                "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)),"
                    + " '') from \""
                    + table
                    + "\" t")) {
          row.next();
          contents.put(table, row.getString(1));
        }
      }
    }
    return contents;
  }

  private static List<Path> migrations() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String each :
        List.of(
            "platform/messaging/src/main/resources/db/messaging",
            SERVICE + "/src/main/resources/db/migration")) {
      try (Stream<Path> scripts = Files.list(Tools.ROOT.resolve(each))) {
        scripts.forEach(files::add);
      }
    }
    files.sort(Comparator.comparing(it -> it.getFileName().toString()));
    return files;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(name), name, password);
  }
}
