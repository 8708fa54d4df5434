package dev.castellan.messaging.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

/** Rows of the outbox as the table holds them. */
final class OutboxRows {

  /** What {@link #read} needs, in its order. */
  static final String COLUMNS =
      "id, coalesce(after_id, 0), claimed_by, event_id, topic, key, type, time, payload, headers";

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final ObjectMapper mapper;

  OutboxRows(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  OutboxRow read(ResultSet result) throws SQLException {
    return new OutboxRow(
        result.getLong(1),
        result.getLong(2),
        result.getObject(3, UUID.class),
        result.getObject(4, UUID.class),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        result.getObject(8, OffsetDateTime.class).toInstant(),
        result.getBytes(9),
        headers(result.getString(10)));
  }

  String headers(OutboxRow row) {
    if (row.extraHeaders().isEmpty()) {
      return null;
    }
    try {
      return mapper.writeValueAsString(row.extraHeaders());
    } catch (JsonProcessingException e) {
      throw new OutboxException("headers cannot be written", e);
    }
  }

  private Map<String, String> headers(String json) {
    try {
      return json == null ? Map.of() : mapper.readValue(json, HEADERS);
    } catch (JsonProcessingException e) {
      throw new OutboxException("headers cannot be read", e);
    }
  }
}
