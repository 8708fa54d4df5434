package dev.castellan.smartobject.object;

import dev.castellan.messaging.jdbc.Jdbc;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Which objects there are at this moment, and in which version. */
@ApplicationScoped
public class ObjectVersions {

  private static final int CHUNK = 1_000;

  private static final String SELECT =
      """
      select id, module, version from smartobject
      where id > ? and (module = any (?) or id = any (?))
      order by id limit ?
      """;

  private final Jdbc jdbc;

  ObjectVersions(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Looks at the objects of these modules, and at those of these ids that exist. */
  public void forEach(
      Collection<String> modules, Collection<Long> ids, Consumer<ObjectConfigured> look) {
    // Those that it looks at may be taken out of what it was given.
    List<Long> wanted = List.copyOf(ids);
    List<ObjectConfigured> chunk;
    long last = 0;
    do {
      chunk = chunk(last, modules, wanted);
      chunk.forEach(look);
      last = chunk.isEmpty() ? last : chunk.get(chunk.size() - 1).smartobjectId();
    } while (chunk.size() == CHUNK);
  }

  private List<ObjectConfigured> chunk(
      long after, Collection<String> modules, Collection<Long> ids) {
    return jdbc.run(
        SELECT,
        select -> {
          select.setLong(1, after);
          Jdbc.bind(select, 2, "text", modules, id -> id);
          Jdbc.bind(select, 3, "bigint", ids, id -> id);
          select.setInt(4, CHUNK);
          return Jdbc.rows(
              select,
              row -> new ObjectConfigured(row.getLong(1), row.getString(2), row.getLong(3)));
        });
  }
}
