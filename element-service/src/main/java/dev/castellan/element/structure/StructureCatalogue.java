package dev.castellan.element.structure;

import dev.castellan.element.structure.Structure.Definition;
import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Structures in memory, as of a stamp in the database. Every request compares the stamp, so that
 * what one replica has hidden no other one shows a moment longer.
 */
@ApplicationScoped
public class StructureCatalogue {

  private static final String STAMP = "select stamp from structure_stamp";

  private static final String SELECT =
      """
      select t.stamp, s.id, e.name, e.title, e.icon, s.extends_id, s.definition
      from structure_stamp t
      left join (structure s join element e on e.id = s.id) on true
      order by s.id
      """;

  private final Jdbc jdbc;
  private volatile Structures known = Structures.of(-1, List.of());

  StructureCatalogue(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Nobody is answered by a catalogue that is empty only because nobody has asked before. */
  void start(@Observes StartupEvent event) {
    current();
  }

  /** As they are now, at the price of a round trip. */
  public Structures current() {
    return at(
        jdbc.run(STAMP, select -> Jdbc.rows(select, row -> row.getLong(1)).iterator().next()));
  }

  /** As they were when last looked at; good for what compares the stamp itself. */
  public Structures known() {
    return known;
  }

  /** As they are when the stamp in the database is that one. */
  public Structures at(long stamp) {
    Structures structures = known;
    if (structures.stamp() != stamp) {
      structures = load();
      known = structures;
    }
    return structures;
  }

  private record Row(
      long stamp,
      Long id,
      String name,
      String title,
      String icon,
      long extendsId,
      Definition definition) {}

  private Structures load() {
    List<Row> rows = jdbc.run(SELECT, select -> Jdbc.rows(select, this::row));
    Map<Long, Row> byId =
        rows.stream()
            .filter(each -> each.id() != null)
            .collect(
                Collectors.toMap(
                    Row::id, each -> each, (one, other) -> one, () -> new LinkedHashMap<>()));
    Map<Long, Structure> built = new LinkedHashMap<>();
    byId.values().forEach(each -> build(each, byId, built));
    return Structures.of(rows.get(0).stamp(), built.values());
  }

  private static Structure build(Row row, Map<Long, Row> rows, Map<Long, Structure> built) {
    Structure known = built.get(row.id());
    if (known == null) {
      Row parent = rows.get(row.extendsId());
      known =
          new Structure(
              row.id(),
              row.name(),
              row.title(),
              row.icon(),
              parent == null ? null : build(parent, rows, built),
              row.definition());
      built.put(row.id(), known);
    }
    return known;
  }

  private Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong(1),
        row.getObject(2, Long.class),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        jdbc.value(row.getString(7), Definition.class));
  }
}
