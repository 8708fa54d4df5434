package dev.castellan.element.document;

import dev.castellan.element.document.ElementRow.User;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.FieldType;
import dev.castellan.element.structure.StructureCatalogue;
import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads elements, each in one statement however much belongs to it. */
@ApplicationScoped
public class ElementReader {

  /** Of every statement that {@link #row} reads; the values come last, and may be left out. */
  private static final String HEAD =
      """
      e.id, e.initid, e.revision, e.latest, e.deleted, e.kind = 'structure', e.structure_id,
        e.name, e.title, e.icon, e.locked, e.locker, e.owner, e.owner_login, e.creator,
        e.creator_login, e.modified, e.created_at, e.born_at, e.updated_at, e.version\
      """;

  static final String COLUMNS = HEAD + ", e.fields";

  /** The same without the values. */
  public static final String HEAD_ALONE = HEAD + ", null";

  private static final int NEXT = 23;

  private static final String STAMP = ", (select stamp from structure_stamp)";

  private static final String BY_ID =
      " from element e where e.latest and e.initid = (select initid from element where id = ?)";
  private static final String BY_NAME =
      " from element e where e.latest and e.initid = (select initid from element"
          + " where name = ? and latest order by deleted, id desc limit 1)";
  private static final String BY_REVISION = " from element e where e.revision = ? and e.initid = ?";

  /** What a relation shows, of the relations that the caller may read. */
  private static final String SHOWN_TARGETS =
      " from element t where t.latest and t.initid = any (array(select x.value::bigint"
          + " from jsonb_each(e.targets) f, jsonb_array_elements_text(f.value) x"
          + " where not f.key = any (?)))";

  private static final String TARGET_SUM = ", (select sum(t.shown)" + SHOWN_TARGETS + ")";

  private static final String TARGET =
      "t.initid, t.title, t.name, t.kind = 'structure',"
          + " case when t.kind = 'structure' then t.initid else t.structure_id end,"
          + " t.deleted, t.shown";

  private static final String TARGETS =
      ", (select jsonb_agg(jsonb_build_array(" + TARGET + "))" + SHOWN_TARGETS + ")";

  private static final String TARGETS_OF =
      "select " + TARGET + " from element t where t.latest and t.initid = any (?)";

  private static final String NAMED_TARGETS =
      "select x.id::text, "
          + TARGET
          + " from element x join element t on t.initid = x.initid and t.latest where x.id = any"
          + " (?) union all select t.name, "
          + TARGET
          + " from element t where t.latest and not t.deleted and t.name = any (?)";

  /** Of the values in memory, more or less; only what is compressed has to be looked at for it. */
  private static final String SIZE =
      "case when pg_column_compression(f.fields) is null then pg_column_size(f.fields)"
          + " else octet_length(f.fields::text) end";

  private static final int MOST_BYTES = 1_000_000;

  private static final String SOME =
      "select "
          + COLUMNS
          + " from (select f.*, p.n, sum("
          + SIZE
          + ") over (order by p.n) as total from unnest(?) with ordinality p (id, n)"
          + " join element f on f.id = p.id) e where e.n = 1 or e.total <= ? order by e.n";

  private final Jdbc jdbc;
  private final StructureCatalogue catalogue;

  ElementReader(Jdbc jdbc, StructureCatalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /**
   * An element with what is needed to tell whether it has changed.
   *
   * @param viewer with the structures that were in force when it was read
   * @param targets by initid; null when only the sum was asked for
   * @param targetSum grows with each change of what its relations show
   */
  public record Read(ElementRow row, Viewer viewer, Map<Long, Target> targets, long targetSum) {}

  /** The latest revision, without its values. */
  Optional<Read> head(DocRef ref, Viewer viewer) {
    return latest(ref, viewer, HEAD_ALONE + STAMP + TARGET_SUM, "", false);
  }

  /** The latest revision with its values. */
  public Optional<Read> one(DocRef ref, Viewer viewer) {
    return latest(ref, viewer, COLUMNS + STAMP + TARGETS, "", true);
  }

  /** The latest revision with its values, kept from other editors until the transaction ends. */
  public Optional<Read> lock(DocRef ref, Viewer viewer) {
    Optional<Read> locked = lockOnce(ref, viewer);
    // Who waited while a new revision was made finds the old one no longer the latest, and may
    // wait for the next one too.
    while (locked.isEmpty() && one(ref, viewer).isPresent()) {
      locked = lockOnce(ref, viewer);
    }
    return locked;
  }

  private Optional<Read> lockOnce(DocRef ref, Viewer viewer) {
    return latest(ref, viewer, COLUMNS + STAMP + TARGETS, " for no key update of e", true);
  }

  /** A certain revision with its values. */
  public Optional<ElementRow> revision(long initid, int revision) {
    return jdbc.run(
        "select " + COLUMNS + BY_REVISION,
        select -> {
          select.setInt(1, revision);
          select.setLong(2, initid);
          return Jdbc.rows(select, this::row).stream().findFirst();
        });
  }

  /**
   * These revisions with their values, in order; of many large ones only the first, as many as fit
   * into memory beside those of other callers, but one at least.
   */
  public List<ElementRow> some(List<Long> ids) {
    return jdbc.run(
        SOME,
        select -> {
          Jdbc.bind(select, 1, "bigint", ids, each -> each);
          select.setLong(2, MOST_BYTES);
          return Jdbc.rows(select, this::row);
        });
  }

  private Optional<Read> latest(
      DocRef ref, Viewer viewer, String columns, String more, boolean targets) {
    String sql = "select " + columns + (ref.isId() ? BY_ID : BY_NAME) + more;
    Viewer asking = viewer;
    while (true) {
      Viewer now = asking;
      Optional<Stamped> found =
          jdbc.run(
              sql,
              select -> {
                bindArray(select, 1, "text", now.structures().hiddenRelations(now.caller()));
                bind(select, 2, ref);
                return Jdbc.rows(select, row -> stamped(row, now, targets)).stream().findFirst();
              });
      if (found.isEmpty() || found.get().stamp() == now.structures().stamp()) {
        return found.map(Stamped::read);
      }
      asking = now.with(catalogue.at(found.get().stamp()));
    }
  }

  private record Stamped(long stamp, Read read) {}

  private Stamped stamped(ResultSet row, Viewer viewer, boolean withTargets) throws SQLException {
    Map<Long, Target> targets = withTargets ? targets(row.getString(NEXT + 1)) : null;
    long sum =
        withTargets
            ? targets.values().stream().mapToLong(Target::shown).sum()
            : row.getLong(NEXT + 1);
    return new Stamped(row.getLong(NEXT), new Read(row(row), viewer, targets, sum));
  }

  private static void bind(PreparedStatement statement, int place, DocRef ref) throws SQLException {
    if (ref.isId()) {
      statement.setLong(place, ref.id());
    } else {
      statement.setString(place, ref.text());
    }
  }

  private static void bindArray(
      PreparedStatement statement, int place, String type, Object[] values) throws SQLException {
    statement.setArray(place, statement.getConnection().createArrayOf(type, values));
  }

  /** What readable relations of these elements show, by initid. */
  public Map<Long, Target> targets(Collection<ElementRow> rows, Viewer viewer) {
    Set<Long> ids = new TreeSet<>();
    for (ElementRow row : rows) {
      if (!row.structure()) {
        for (Field field : viewer.view(row).readable()) {
          if (field.type() == FieldType.DOCID) {
            ids.addAll(Target.ids(row.fields().get(field.key())));
          }
        }
      }
    }
    return targets(ids);
  }

  /** What relations to these elements show, by initid. */
  public Map<Long, Target> targets(Set<Long> ids) {
    Map<Long, Target> found = new HashMap<>();
    if (!ids.isEmpty()) {
      jdbc.run(
              TARGETS_OF,
              select -> {
                Jdbc.bind(select, 1, "bigint", ids, each -> each);
                return Jdbc.rows(select, row -> target(row, 1));
              })
          .forEach(each -> found.put(each.initid(), each));
    }
    return found;
  }

  /** The elements that these texts name, be it by the id of a revision or by logical name. */
  Map<String, Target> named(Set<String> texts) {
    Map<String, Target> found = new HashMap<>();
    List<DocRef> refs = texts.stream().map(each -> new DocRef(each, DocRef.Form.JSON)).toList();
    jdbc.run(
        NAMED_TARGETS,
        select -> {
          Jdbc.bind(select, 1, "bigint", refs.stream().filter(DocRef::isId).toList(), DocRef::id);
          Jdbc.bind(
              select, 2, "text", refs.stream().filter(each -> !each.isId()).toList(), DocRef::text);
          return Jdbc.rows(select, row -> found.put(row.getString(1), target(row, 2)));
        });
    return found;
  }

  private static Target target(ResultSet row, int first) throws SQLException {
    return new Target(
        row.getLong(first),
        row.getString(first + 1),
        row.getString(first + 2),
        row.getBoolean(first + 3),
        row.getLong(first + 4),
        row.getBoolean(first + 5),
        row.getLong(first + 6));
  }

  private Map<Long, Target> targets(String json) {
    Map<Long, Target> found = new HashMap<>();
    if (json != null) {
      for (Target each : jdbc.value(json, Target[].class)) {
        found.put(each.initid(), each);
      }
    }
    return found;
  }

  /** Of a statement that selects {@link #COLUMNS} or {@link #HEAD_ALONE}. */
  public ElementRow row(ResultSet row) throws SQLException {
    return new ElementRow(
        row.getLong(1),
        row.getLong(2),
        row.getInt(3),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getObject(7, Long.class),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        row.getString(12),
        new User(row.getLong(13), row.getString(14)),
        new User(row.getLong(15), row.getString(16)),
        row.getBoolean(17),
        Jdbc.instant(row, 18),
        Jdbc.instant(row, 19),
        Jdbc.instant(row, 20),
        row.getLong(21),
        FieldValues.read(row.getString(22)));
  }
}
