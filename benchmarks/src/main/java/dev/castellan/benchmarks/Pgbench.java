package dev.castellan.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the database alone does with a statement; it is found by PGHOST and its like. */
final class Pgbench {

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final int clients;
  private final Duration window;

  Pgbench(int clients, Duration window) {
    this.clients = clients;
    this.window = window;
  }

  /** Statements per second, each chosen at random, prepared. */
  double rate(List<String> statements) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pgbench");
    List<String> command =
        new ArrayList<>(
            List.of("pgbench", "-n", "-M", "prepared", "-j", "1", "-c", String.valueOf(clients)));
    command.addAll(List.of("-T", String.valueOf(window.toSeconds())));
    for (int i = 0; i < statements.size(); i++) {
      Path script =
          Files.writeString(folder.resolve(i + ".sql"), statements.get(i).strip() + ";\n");
      command.addAll(List.of("-f", script.toString()));
    }
    Matcher rate = RATE.matcher(run(command));
    if (!rate.find()) {
      throw new IOException("pgbench named no rate");
    }
    return Double.parseDouble(rate.group(1));
  }

  /** Until so many indexes of properties are built, and the table is vacuumed. */
  void awaitIndexes(int count) throws IOException, InterruptedException {
    String sql =
        "select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid"
            + " where c.relname like 'property\\_%' and i.indisvalid and i.indisready"
            + " and i.indrelid = 'object'::regclass";
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!run(List.of("psql", "-Atc", sql)).strip().equals(String.valueOf(count))) {
      if (System.nanoTime() > end) {
        throw new IOException("the indexes are not there");
      }
      Thread.sleep(500);
    }
    run(List.of("psql", "-Atc", "vacuum analyze object"));
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " failed: " + output);
    }
    return output;
  }

  /** What stands between {@code e'} and {@code '}; pgbench takes a colon for a variable. */
  static String literal(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "").replace(":", "\\x3a");
  }
}
