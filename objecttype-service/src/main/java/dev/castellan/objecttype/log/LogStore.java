package dev.castellan.objecttype.log;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;

/** Writes lines of the change log. */
@ApplicationScoped
public class LogStore {

  private static final String INSERT =
      """
      insert into object_log (object_id, action, details, changes, relation, username, at)
      select f.object_id, f.action, f.details, f.changes::json, f.relation, f.username, ?
      from unnest(?, ?, ?, ?, ?, ?) with ordinality
        as f (object_id, action, details, changes, relation, username, place)
      order by f.place
      """;

  private final Jdbc jdbc;

  LogStore(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the lines in their order, on the connection of the running transaction. */
  public void write(Collection<LogLine> lines, Instant at) {
    if (lines.isEmpty()) {
      return;
    }
    jdbc.run(
        INSERT,
        insert -> {
          insert.setObject(1, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
          Jdbc.bind(insert, 2, "uuid", lines, LogLine::object);
          Jdbc.bind(insert, 3, "smallint", lines, line -> line.action().number());
          Jdbc.bind(insert, 4, "text", lines, LogLine::details);
          Jdbc.bind(insert, 5, "text", lines, line -> jdbc.json(line.changes()));
          Jdbc.bind(insert, 6, "uuid", lines, LogLine::relation);
          Jdbc.bind(insert, 7, "text", lines, LogLine::username);
          return insert.executeUpdate();
        });
  }
}
