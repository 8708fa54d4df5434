package dev.castellan.objecttype.valuemap;

import dev.castellan.objecttype.schema.ValueMap;
import dev.castellan.web.etag.Versioned;
import java.util.List;
import java.util.UUID;

/** A value map as clients see it. */
record ValueMapView(UUID id, String name, boolean prio, List<ValueMap.Entry> value, long version)
    implements Versioned {

  static ValueMapView of(ValueMap map) {
    return new ValueMapView(map.id(), map.name(), map.prio(), map.value(), map.version());
  }
}
