package dev.castellan.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A history of executions as a process-service has it that has been running for a day. */
final class StoredExecutions {

  /**
   * Copies of executions that are over, one each 100 ms up to an hour ago; the id of an execution
   * begins with the moment of its acceptance (UUIDv7, RFC 9562).
   */
  private static final String COPY =
      """
      with source as materialized (
        select distinct on (process_id) * from execution where finished_at is not null),
      numbered as (select source.*, row_number() over () - 1 as turn, count(*) over () as turns
        from source)
      insert into execution (id, accepted_at, started_at, finished_at, %1$s)
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
          || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
        at, at, at, %1$s
      from generate_series(1, %2$d) n
      cross join lateral (select now() - interval '1 hour' - n * interval '100 ms' as at) moment
      join numbered on turn = n %% turns
      """;

  private StoredExecutions() {}

  /** Answers how many are stored then. */
  static long fill(BenchSuite suite, int count) throws IOException, SQLException {
    try (Connection database = suite.database("process");
        Statement statement = database.createStatement()) {
      String columns = String.join(", ", columns(statement));
      statement.execute(COPY.formatted(columns, count));
      statement.execute("vacuum (analyze) execution");
      try (var row = statement.executeQuery("select count(*) from execution")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Those that are copied as they are. */
  private static List<String> columns(Statement statement) throws SQLException {
    try (var row =
        statement.executeQuery(
            "select array_agg(column_name::text) from information_schema.columns"
                + " where table_name = 'execution' and table_schema = current_schema()"
                + " and is_identity = 'NO' and column_name not in"
                + " ('id', 'accepted_at', 'started_at', 'finished_at')")) {
      row.next();
      return List.of((String[]) row.getArray(1).getArray());
    }
  }
}
