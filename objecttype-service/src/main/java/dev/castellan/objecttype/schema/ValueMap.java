package dev.castellan.objecttype.schema;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A list of values that properties of type 4 offer.
 *
 * @param prio whether values are shown in the order of their positions, or of their names
 * @param value in the order in which they are shown
 */
public record ValueMap(UUID id, String name, boolean prio, List<Entry> value, long version) {

  /** One value; its name is unique in the map. */
  public record Entry(UUID id, String name, int position) {}

  public Optional<Entry> entry(UUID entryId) {
    return value.stream().filter(each -> each.id().equals(entryId)).findFirst();
  }

  /** The value with that UUID or that name. */
  public Optional<Entry> entry(String idOrName) {
    return value.stream()
        .filter(each -> each.name().equals(idOrName) || each.id().toString().equals(idOrName))
        .findFirst();
  }
}
