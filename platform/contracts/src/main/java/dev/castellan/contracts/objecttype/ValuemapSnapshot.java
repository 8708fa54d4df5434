package dev.castellan.contracts.objecttype;

import java.util.List;
import java.util.UUID;

/** A list of values that properties of type 4 offer. */
public record ValuemapSnapshot(UUID id, String name, List<Entry> values, long version) {

  /** One value. */
  public record Entry(UUID id, String name) {}
}
