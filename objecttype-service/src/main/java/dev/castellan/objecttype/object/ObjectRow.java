package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.web.list.Weighed;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An object as it is stored.
 *
 * @param type at the version that the reader knows
 * @param data as {@link ObjectData} has it; not to be changed
 */
record ObjectRow(
    UUID id, ObjectType type, Map<String, Object> data, Instant createdAt, long version)
    implements Weighed {

  private static final int BYTES_OF_A_VALUE = 64;

  @Override
  public long bytes() {
    long texts = 0;
    for (Object each : data.values()) {
      texts += each instanceof String text ? text.length() : 0;
    }
    return texts + (long) BYTES_OF_A_VALUE * data.size();
  }

  ObjectRow with(Map<String, Object> newData) {
    return new ObjectRow(id, type, newData, createdAt, version);
  }

  ObjectRow edited() {
    return new ObjectRow(id, type, data, createdAt, version + 1);
  }
}
