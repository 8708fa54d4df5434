package dev.castellan.contracts.objecttype;

import dev.castellan.contracts.MayBeAbsent;
import java.util.List;
import java.util.UUID;

/**
 * A list of values that properties of type 4 offer.
 *
 * @param values in the order in which they are shown
 * @param prio whether that is the order of their positions, or of their names
 */
public record ValuemapSnapshot(
    UUID id, String name, List<Entry> values, long version, @MayBeAbsent Boolean prio) {

  /** One value. */
  public record Entry(UUID id, String name, @MayBeAbsent Integer position) {}
}
