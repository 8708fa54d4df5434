package dev.castellan.objecttype.valuemap;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.SchemaChange;
import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be done to value maps and their values. */
@ApplicationScoped
class ValueMapService {

  static final int MOST_VALUES = 1_000;

  private final SchemaChange change;
  private final ValueMapEvents events;
  private final Precondition precondition;

  ValueMapService(SchemaChange change, ValueMapEvents events, Precondition precondition) {
    this.change = change;
    this.events = events;
    this.precondition = precondition;
  }

  /**
   * @return id of the new map
   */
  @Transactional
  public UUID create(ValueMapRequest request, Caller caller) {
    if (request.name() == null) {
      throw ServiceException.invalid("name", "must not be empty");
    }
    change.begin();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    change.execute(
        "insert into valuemap (id, name, prio, version) values (?, ?, ?, 1)",
        id,
        request.name(),
        Boolean.TRUE.equals(request.prio()));
    if (request.value() != null) {
      replace(new ValueMap(id, request.name(), false, List.of(), 1), Set.of(), request.value());
    }
    events.created(change.end().valuemap(id), caller);
    return id;
  }

  @Transactional
  public void update(UUID id, ValueMapRequest request, Caller caller) {
    edit(
        id,
        caller,
        ValueMapView::of,
        (schema, map) -> {
          change.execute(
              "update valuemap set name = ?, prio = ? where id = ?",
              request.name() == null ? map.name() : request.name(),
              request.prio() == null ? map.prio() : request.prio(),
              id);
          if (request.value() != null) {
            replace(map, goneFrom(schema, map, request.value()), request.value());
          }
        });
  }

  @Transactional
  public void delete(UUID id, Caller caller) {
    Schema schema = change.begin();
    ValueMap map = schema.valuemap(id);
    precondition.check(map.version(), () -> ValueMapView.of(map));
    if (schema.uses(id)) {
      throw new ServiceException(ErrorCode.VALUEMAP_IN_USE);
    }
    change.execute("delete from valuemap where id = ?", id);
    change.end();
    events.deleted(map, caller);
  }

  /**
   * @return id of the new value
   */
  @Transactional
  public UUID add(UUID mapId, EntryRequest request, Caller caller) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    edit(
        mapId,
        caller,
        ValueMapView::of,
        (schema, map) -> {
          if (map.value().size() >= MOST_VALUES) {
            throw ServiceException.invalid("", "the map has " + MOST_VALUES + " values already");
          }
          int last = map.value().stream().mapToInt(ValueMap.Entry::position).max().orElse(0);
          save(map, id, request, last + 1);
        });
    return id;
  }

  @Transactional
  public void change(UUID mapId, UUID id, EntryRequest request, Caller caller) {
    edit(
        mapId,
        caller,
        map -> new EntryView(entry(map, id), map.version()),
        (schema, map) -> {
          ValueMap.Entry known = entry(map, id);
          String name = request.name() == null ? known.name() : request.name();
          save(map, id, new EntryRequest(null, name, request.position()), known.position());
        });
  }

  @Transactional
  public void remove(UUID mapId, UUID id, Caller caller) {
    edit(
        mapId,
        caller,
        map -> new EntryView(entry(map, id), map.version()),
        (schema, map) -> {
          entry(map, id);
          refuseUsed(schema, map, Set.of(id));
          change.execute("delete from valuemap_value where id = ?", id);
        });
  }

  static ValueMap.Entry entry(ValueMap map, UUID id) {
    return map.entry(id).orElseThrow(() -> new ServiceException(ErrorCode.VALUE_NOT_FOUND));
  }

  private interface Edit {
    void of(Schema schema, ValueMap map);
  }

  /** Edits a map while nobody writes objects with values of it. */
  private void edit(UUID id, Caller caller, Function<ValueMap, Object> view, Edit edit) {
    Schema schema = change.begin();
    ValueMap map = schema.valuemap(id);
    precondition.check(map.version(), () -> view.apply(map));
    change.alone(id);
    edit.of(schema, map);
    change.editedValuemap(id);
    events.changed(map, change.end().valuemap(id), caller);
  }

  private Set<UUID> goneFrom(Schema schema, ValueMap map, List<EntryRequest> wanted) {
    Set<UUID> kept =
        wanted.stream()
            .filter(each -> each.id() != null)
            .map(each -> each.id().id())
            .collect(Collectors.toSet());
    Set<UUID> gone =
        map.value().stream()
            .map(ValueMap.Entry::id)
            .filter(each -> !kept.contains(each))
            .collect(Collectors.toSet());
    refuseUsed(schema, map, gone);
    return gone;
  }

  private void replace(ValueMap map, Set<UUID> gone, List<EntryRequest> wanted) {
    if (wanted.stream().map(EntryRequest::name).filter(Objects::nonNull).distinct().count()
        < wanted.size()) {
      throw ServiceException.invalid("value", "must have names, each of them once");
    }
    gone.forEach(each -> change.execute("delete from valuemap_value where id = ?", each));
    Set<UUID> seen = new HashSet<>();
    // Renamed out of the way first: two values may swap their names.
    change.execute("update valuemap_value set name = id::text where valuemap_id = ?", map.id());
    int position = 0;
    for (EntryRequest each : wanted) {
      position++;
      boolean known = each.id() != null && map.entry(each.id().id()).isPresent();
      if (each.id() != null && (!known || !seen.add(each.id().id()))) {
        throw ServiceException.invalid("value", "has an id that is no value of the map");
      }
      insert(map, known ? each.id().id() : UuidCreator.getTimeOrderedEpoch(), each, position);
    }
  }

  private void save(ValueMap map, UUID id, EntryRequest request, int position) {
    if (request.name() == null) {
      throw ServiceException.invalid("name", "must not be empty");
    }
    boolean taken =
        map.value().stream()
            .anyMatch(each -> each.name().equals(request.name()) && !each.id().equals(id));
    if (taken) {
      throw new ServiceException(
          ErrorCode.REFERENCE_TAKEN, "The value map has a value of that name");
    }
    insert(map, id, request, position);
  }

  private void insert(ValueMap map, UUID id, EntryRequest request, int position) {
    change.execute(
        "insert into valuemap_value (id, valuemap_id, name, position) values (?, ?, ?, ?)"
            + " on conflict (id) do update set name = excluded.name, position = excluded.position",
        id,
        map.id(),
        request.name(),
        request.position() == null ? position : request.position());
  }

  /** One look for each property that takes its values from the map. */
  private void refuseUsed(Schema schema, ValueMap map, Set<UUID> values) {
    if (values.isEmpty()) {
      return;
    }
    String ids = values.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    Consumer<Schema.Pointer> check =
        each -> {
          if (change.exists(
              "select 1 from object where type_id = ? and data ->> ? = any (?::text[]) limit 1",
              each.owner().id(),
              each.property().key(),
              ids)) {
            throw new ServiceException(ErrorCode.VALUE_IN_USE);
          }
        };
    schema
        .pointers()
        .filter(each -> map.id().equals(each.property().typeValuemap()))
        .forEach(check);
  }
}
