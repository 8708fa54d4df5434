package dev.castellan.objecttype.object;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.log.LogLine;
import dev.castellan.objecttype.log.LogStore;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.TypeLocks;
import dev.castellan.objecttype.schema.UniqueValues;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes objects: one or many, by the same few statements in one transaction. All rows that play a
 * part are locked in the order of their ids before anything is decided, so what is decided stays
 * true until the commit.
 */
@ApplicationScoped
class ObjectEngine {

  private static final String SECRETS =
      """
      insert into object_secret (object_id, property_id, recoverable, secret)
      select * from unnest(?, ?, ?, ?)
      on conflict (object_id, property_id) do update set secret = excluded.secret
      """;

  private final ObjectStore store;
  private final TypeLocks locks;
  private final UniqueValues uniques;
  private final ShortNames names;
  private final LogStore log;
  private final ObjectEvents events;
  private final Jdbc jdbc;

  ObjectEngine(
      ObjectStore store,
      TypeLocks locks,
      UniqueValues uniques,
      ShortNames names,
      LogStore log,
      ObjectEvents events,
      Jdbc jdbc) {
    this.store = store;
    this.locks = locks;
    this.uniques = uniques;
    this.names = names;
    this.log = log;
    this.events = events;
    this.jdbc = jdbc;
  }

  /**
   * Does all of the writes, or none.
   *
   * @param schema with which the writes were made
   * @return of each write whether it had any effect
   * @throws WriteRefusedException naming writes that cannot be done
   * @throws TooManyInvolvedException when the writes touch too many other objects
   * @throws dev.castellan.objecttype.schema.SchemaMovedException when a type has changed meanwhile
   */
  @Transactional
  public List<Boolean> apply(Schema schema, List<ObjectWrite> writes) {
    ObjectWork work = locked(schema, writes);
    List<Boolean> effects = new ArrayList<>();
    SortedMap<Integer, ServiceException> refused = new TreeMap<>();
    for (int place = 0; place < writes.size(); place++) {
      try {
        effects.add(work.perform(writes.get(place)));
      } catch (ServiceException e) {
        // Nothing will be stored; who is told of all that is refused needs fewer tries.
        refused.put(place, e);
      }
    }
    refuse(refused);
    try {
      save(schema, work.changes(), work.now());
    } catch (UniqueValues.TakenException e) {
      e.values().forEach(each -> refused.put(lastWith(writes, each), e));
      refuse(refused);
    }
    return effects;
  }

  /** Place of the write that has given an object the value. */
  private static int lastWith(List<ObjectWrite> writes, UniqueValues.Taken value) {
    for (int place = writes.size() - 1; place >= 0; place--) {
      ObjectWrite write = writes.get(place);
      if (write.id().equals(value.object())
          && write.values().containsKey(value.property().toString())) {
        return place;
      }
    }
    throw new IllegalStateException("no write has given " + value.object() + " that value");
  }

  private static void refuse(SortedMap<Integer, ServiceException> refused) {
    if (!refused.isEmpty()) {
      throw new WriteRefusedException(refused);
    }
  }

  private ObjectWork locked(Schema schema, List<ObjectWrite> writes) {
    Set<UUID> partners =
        writes.stream().flatMap(each -> each.partners().stream()).collect(Collectors.toSet());
    Surroundings around = new Surroundings(store, schema, writes);
    Set<UUID> wanted = new HashSet<>(around.named());
    wanted.addAll(around.others());
    Instant now = locks.share(schema, types(schema, writes, partners));
    ObjectWork work = new ObjectWork(schema, now, events);
    ObjectStore.Hold hold =
        around.anyDeleted() ? ObjectStore.Hold.DELETED : ObjectStore.Hold.EDITED;
    work.know(store.rows(schema, wanted, hold));
    if (around.anyDeleted()) {
      locks.checkAll(schema);
    }
    work.knowLinks(store.related(writes.stream().flatMap(each -> each.pair().stream()).toList()));
    // Nobody can add or take any now; those that came since the first look are locked late.
    work.knowLinks(around.links());
    Set<UUID> late = around.others();
    late.removeAll(wanted);
    work.know(store.rows(schema, late, ObjectStore.Hold.EDITED));
    work.knowTargets(store.keep(schema, targets(writes)));
    return work;
  }

  /** Types of all that is written or related, so that none of them goes away meanwhile. */
  private Set<ObjectType> types(Schema schema, List<ObjectWrite> writes, Set<UUID> partners) {
    Map<UUID, ObjectType> found = store.types(schema, partners);
    if (found.size() < partners.size()) {
      // Of a type that is not known here, perhaps, because it is new.
      locks.checkAll(schema);
    }
    return Stream.concat(writes.stream().map(ObjectWrite::type), found.values().stream())
        .collect(Collectors.toSet());
  }

  private static Set<UUID> targets(List<ObjectWrite> writes) {
    return writes.stream()
        .flatMap(
            write -> write.type().pointing().stream().map(each -> write.values().get(each.key())))
        .filter(String.class::isInstance)
        .map(each -> UUID.fromString((String) each))
        .collect(Collectors.toSet());
  }

  private void save(Schema schema, ObjectChanges changes, Instant now) {
    store.insert(changes.created(), now);
    store.unlink(changes.removed());
    store.link(changes.added());
    store.update(changes.changed(), now);
    if (!changes.freed().isEmpty()) {
      uniques.giveBack(changes.freed());
    }
    if (!changes.taken().isEmpty()) {
      uniques.take(changes.taken());
    }
    keepSecrets(changes.secrets());
    store.delete(changes.deleted());
    store.bury(changes.deleted(), now);
    log.write(finished(schema, changes.lines()), now);
  }

  private void keepSecrets(Collection<ObjectChanges.Secret> secrets) {
    if (secrets.isEmpty()) {
      return;
    }
    jdbc.run(
        SECRETS,
        insert -> {
          Jdbc.bind(insert, 1, "uuid", secrets, ObjectChanges.Secret::object);
          Jdbc.bind(insert, 2, "uuid", secrets, each -> each.sealed().property());
          Jdbc.bind(insert, 3, "boolean", secrets, each -> each.sealed().recoverable());
          Jdbc.bind(insert, 4, "text", secrets, each -> each.sealed().secret());
          return insert.executeUpdate();
        });
  }

  /**
   * Lines about relations get the short name of the other object; within it only names that anybody
   * may see, since nobody knows who will read the line.
   */
  private List<LogLine> finished(Schema schema, List<ObjectChanges.Pending> lines) {
    Collection<ObjectRow> others =
        lines.stream()
            .map(ObjectChanges.Pending::other)
            .filter(each -> each != null)
            .collect(Collectors.toMap(ObjectRow::id, each -> each, (one, later) -> later))
            .values();
    Map<UUID, String> shortNames =
        others.isEmpty() ? Map.of() : names.of(schema, others, ObjectType::open);
    return lines.stream().map(each -> finished(each, shortNames)).toList();
  }

  private static LogLine finished(ObjectChanges.Pending pending, Map<UUID, String> shortNames) {
    LogLine line = pending.line();
    return pending.other() == null
        ? line
        : new LogLine(
            line.object(),
            line.action(),
            shortNames.getOrDefault(line.relation(), "") + line.details(),
            line.changes(),
            line.relation(),
            line.username());
  }
}
