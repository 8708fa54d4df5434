package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.log.LogAction;
import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.log.LogStore;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.ObjectsOfType;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Lets all objects of a type vanish with it: what others have to do with them ends at once, the
 * objects themselves are out of sight and swept away later.
 */
@ApplicationScoped
class VanishingObjects implements ObjectsOfType {

  /** Relations that one transaction can end, with a line and two facts each. */
  private static final int MOST_RELATIONS = 10_000;

  private static final String CROSSING =
      """
      select case when a.type_id = ? then r.b else r.a end,
             case when a.type_id = ? then r.a else r.b end
      from object_relation r join object a on a.id = r.a join object b on b.id = r.b
      where a.type_id <> b.type_id and ? in (a.type_id, b.type_id)
      limit %d
      """
          .formatted(MOST_RELATIONS + 1);

  private final ObjectStore store;
  private final ShortNames names;
  private final LogStore log;
  private final ObjectEvents events;
  private final Jdbc jdbc;

  VanishingObjects(
      ObjectStore store, ShortNames names, LogStore log, ObjectEvents events, Jdbc jdbc) {
    this.store = store;
    this.names = names;
    this.log = log;
    this.events = events;
    this.jdbc = jdbc;
  }

  /** A relation between one that stays and one that vanishes. */
  private record Crossing(UUID staying, UUID vanishing) {}

  @Override
  public void unlink(Schema schema, ObjectType type, Caller caller) {
    List<Crossing> crossings = crossings(type);
    if (crossings.isEmpty()) {
      return;
    }
    if (crossings.size() > MOST_RELATIONS) {
      throw new ServiceException(
          ErrorCode.OBJECTTYPE_IN_USE,
          "More than " + MOST_RELATIONS + " relations to objects of other types; end some first");
    }
    Map<UUID, ObjectRow> staying = locked(schema, crossings);
    ShortNames.Targets vanishing = new ShortNames.Targets();
    crossings.forEach(each -> vanishing.add(type.id(), each.vanishing()));
    Map<UUID, String> shortNames =
        names.ofIds(schema, vanishing, each -> each.open() || each.id().equals(type.id()));
    List<LogLine> lines = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (Crossing each : crossings) {
      ObjectRow row = staying.computeIfPresent(each.staying(), (id, known) -> known.edited());
      if (row != null) {
        links.add(Link.of(each.staying(), each.vanishing()));
        if (row.type().log()) {
          lines.add(line(row, each.vanishing(), shortNames, caller));
        }
        events.unrelated(each.staying(), each.vanishing(), caller);
      }
    }
    Instant now = Instant.now();
    store.unlink(links);
    store.update(staying.values(), now);
    log.write(lines, now);
  }

  private static LogLine line(
      ObjectRow row, UUID vanishing, Map<UUID, String> shortNames, Caller caller) {
    return new LogLine(
        row.id(),
        LogAction.UNASSIGNED,
        shortNames.getOrDefault(vanishing, "") + " (object deleted)",
        null,
        vanishing,
        caller.login());
  }

  private Map<UUID, ObjectRow> locked(Schema schema, Collection<Crossing> crossings) {
    Set<UUID> ids = new HashSet<>();
    crossings.forEach(each -> ids.add(each.staying()));
    Map<UUID, ObjectRow> rows = new LinkedHashMap<>();
    store.rows(schema, ids, ObjectStore.Hold.EDITED).forEach(each -> rows.put(each.id(), each));
    return rows;
  }

  private List<Crossing> crossings(ObjectType type) {
    return jdbc.run(
        CROSSING,
        select -> {
          for (int i = 1; i <= 3; i++) {
            select.setObject(i, type.id());
          }
          return Jdbc.rows(
              select,
              row -> new Crossing(row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
        });
  }
}
