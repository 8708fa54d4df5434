package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.ObjectType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads the rows of one type for a list, of which there can be many. */
final class ListedRows {

  private final ObjectType type;
  private final StoredValues.Keys keys;

  ListedRows(ObjectType type) {
    this.type = type;
    this.keys = new StoredValues.Keys(type);
  }

  /**
   * @param row id, data and version
   */
  ObjectRow read(ResultSet row) throws SQLException {
    return new ObjectRow(
        row.getObject(1, UUID.class),
        type,
        ObjectData.read(row.getBytes(2), keys),
        null,
        row.getLong(3));
  }
}
