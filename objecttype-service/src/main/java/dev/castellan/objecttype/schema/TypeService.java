package dev.castellan.objecttype.schema;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What can be done to object types themselves. */
@ApplicationScoped
class TypeService {

  private static final int DEFAULT_SHORT = 4;

  private final SchemaChange change;
  private final TypeEditor editor;
  private final SchemaEvents events;
  private final ObjectsOfType objects;
  private final Precondition precondition;
  private final Jdbc jdbc;

  TypeService(
      SchemaChange change,
      TypeEditor editor,
      SchemaEvents events,
      ObjectsOfType objects,
      Precondition precondition,
      Jdbc jdbc) {
    this.change = change;
    this.editor = editor;
    this.events = events;
    this.objects = objects;
    this.precondition = precondition;
    this.jdbc = jdbc;
  }

  /**
   * @return id of the new type
   */
  @Transactional
  public UUID create(TypeRequest request, Caller caller) {
    if (request.name() == null) {
      throw ServiceException.invalid("name", "must not be empty");
    }
    Schema schema = change.begin();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    change.execute(
        "insert into objecttype (id, name, log, short, restricted, created_at, updated_at, version)"
            + " values (?, ?, ?, ?, ?, now(), now(), 1)",
        id,
        request.name(),
        Boolean.TRUE.equals(request.log()),
        request.shortLength() == null ? DEFAULT_SHORT : request.shortLength(),
        Boolean.TRUE.equals(request.restricted()));
    if (request.relations() != null) {
      // A type may be related to itself, and is not known before.
      relate(schema, id, Set.of(id), request.relations());
    }
    events.created(change.end().type(id), caller);
    return id;
  }

  @Transactional
  public void update(UUID id, TypeRequest request, Caller caller) {
    editor.edit(
        id,
        caller,
        TypeView::of,
        (schema, type) -> {
          ObjectType.Head head = type.head();
          boolean log = request.log() == null ? head.log() : request.log();
          change.execute(
              "update objecttype set name = ?, log = ?, short = ?, restricted = ? where id = ?",
              request.name() == null ? head.name() : request.name(),
              log,
              request.shortLength() == null ? head.shortLength() : request.shortLength(),
              restricted(type, request),
              id);
          if (request.relations() != null) {
            Set<UUID> known = new HashSet<>(type.relations());
            known.add(id);
            relate(schema, id, known, request.relations());
          }
          if (log != head.log()) {
            editor.log(type, log ? "Logging enabled" : "Logging disabled", caller);
          }
          return Set.of();
        });
  }

  /**
   * @param cascade whether properties of other types that point to it are deleted too, or stand in
   *     the way
   */
  @Transactional
  public void delete(UUID id, boolean cascade, Caller caller) {
    Schema before = change.begin();
    ObjectType type = before.type(id);
    precondition.check(type.version(), () -> TypeView.of(type));
    List<Schema.Pointer> pointers =
        before.pointersTo(id).stream().filter(each -> !each.owner().id().equals(id)).toList();
    if (!pointers.isEmpty() && !cascade) {
      throw new ServiceException(ErrorCode.OBJECTTYPE_IN_USE);
    }
    Set<UUID> owners = pointers.stream().map(each -> each.owner().id()).collect(Collectors.toSet());
    List<UUID> alone = new ArrayList<>(owners);
    alone.add(id);
    change.alone(alone);
    objects.unlink(before, type, caller);
    for (Schema.Pointer each : pointers) {
      editor.remove(each.owner(), each.property(), caller);
    }
    change.execute("delete from objecttype where id = ?", id);
    change.execute("insert into bygone (type_id) values (?)", id);
    change.editedTypes(owners);
    Schema after = change.end();
    owners.forEach(each -> events.changed(before.type(each), after.type(each), caller));
    events.deleted(type, caller);
  }

  private static boolean restricted(ObjectType type, TypeRequest request) {
    if (request.restricted() == null) {
      return type.head().restricted();
    }
    if (!request.restricted() && !type.access().isEmpty()) {
      throw ServiceException.invalid("restricted", "stays true while profiles have rights");
    }
    return request.restricted();
  }

  private void relate(Schema schema, UUID id, Set<UUID> known, List<Ref> relations) {
    Set<UUID> wanted = relations.stream().map(Ref::id).collect(Collectors.toSet());
    wanted.stream()
        .filter(each -> !known.contains(each) && schema.find(each).isEmpty())
        .findFirst()
        .ifPresent(
            each -> {
              throw ServiceException.invalid("relations", "names no object type: " + each);
            });
    change.execute("delete from type_relation where type_id = ?", id);
    jdbc.run(
        "insert into type_relation (type_id, other_id) select ?, unnest(?)",
        insert -> {
          insert.setObject(1, id);
          Jdbc.bind(insert, 2, "uuid", wanted, each -> each);
          return insert.executeUpdate();
        });
  }
}
