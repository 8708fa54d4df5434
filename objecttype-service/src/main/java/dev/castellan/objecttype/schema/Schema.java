package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * All types and value maps at one moment.
 *
 * @param version grows with every change of any of them
 */
public record Schema(long version, Map<UUID, ObjectType> types, Map<UUID, ValueMap> valuemaps) {

  /** A property of type 3 and the type that has it. */
  public record Pointer(ObjectType owner, Property property) {}

  public Optional<ObjectType> find(UUID type) {
    return Optional.ofNullable(types.get(type));
  }

  /**
   * @throws ServiceException 404
   */
  public ObjectType type(UUID id) {
    return find(id).orElseThrow(() -> new ServiceException(ErrorCode.OBJECTTYPE_NOT_FOUND));
  }

  /**
   * @throws ServiceException 404
   */
  public ValueMap valuemap(UUID id) {
    return Optional.ofNullable(valuemaps.get(id))
        .orElseThrow(() -> new ServiceException(ErrorCode.VALUEMAP_NOT_FOUND));
  }

  /** Name of a value, null when there is no such value. */
  public String choice(Property property, String id) {
    ValueMap map = valuemaps.get(property.typeValuemap());
    return map == null
        ? null
        : map.entry(UUID.fromString(id)).map(ValueMap.Entry::name).orElse(null);
  }

  /** The properties that point to objects of a type. */
  public List<Pointer> pointersTo(UUID type) {
    return pointers().filter(each -> type.equals(each.property().typeObjtype())).toList();
  }

  /** Whether a property takes its values from the map. */
  public boolean uses(UUID valuemap) {
    return pointers().anyMatch(each -> valuemap.equals(each.property().typeValuemap()));
  }

  /** All properties of all types that point to something. */
  public Stream<Pointer> pointers() {
    return types.values().stream()
        .flatMap(
            type ->
                type.properties().stream()
                    .filter(each -> each.type().pointer())
                    .map(each -> new Pointer(type, each)));
  }

  /** Types whose objects may be related to those of a type and which the caller may read. */
  public List<ObjectType> relatable(ObjectType type, Caller caller) {
    return types.values().stream()
        .filter(each -> type.mayRelateTo(each) && each.allows(caller, Right.READ))
        .toList();
  }
}
