package dev.castellan.messaging.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Statements on the connection of the running transaction, or on one of their own outside of any.
 * Many rows go in and out as one array per column, so that a batch is one statement.
 */
@ApplicationScoped
public class Jdbc {

  private final DataSource database;
  private final ObjectMapper mapper;

  public Jdbc(DataSource database, ObjectMapper mapper) {
    this.database = database;
    this.mapper = mapper;
  }

  /** What is done with a statement. */
  public interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }

  /** How a row is read. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Runs a statement.
   *
   * @throws IllegalStateException when the database refuses, with the refusal as its cause
   */
  public <T> T run(String sql, Work<T> work) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("the database refused a statement", e);
    }
  }

  /** Executes the statement and reads every row. */
  public static <T> List<T> rows(PreparedStatement statement, Reader<T> reader)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        rows.add(reader.read(row));
      }
    }
    return rows;
  }

  /**
   * Binds one column of many rows as an array.
   *
   * @param type PostgreSQL type of the elements; moments are given as {@code timestamptz}
   */
  public static <T> void bind(
      PreparedStatement statement,
      int place,
      String type,
      Collection<T> rows,
      Function<? super T, ?> column)
      throws SQLException {
    Object[] elements = elements(type, rows.size());
    int i = 0;
    for (T row : rows) {
      Object value = column.apply(row);
      elements[i++] = value instanceof Instant moment ? moment.toString() : value;
    }
    statement.setArray(place, statement.getConnection().createArrayOf(type, elements));
  }

  /** By its class the driver tells what it can send as it is from what it has to write out. */
  private static Object[] elements(String type, int size) {
    return switch (type) {
      case "text" -> new String[size];
      case "bigint" -> new Long[size];
      case "bytea" -> new byte[size][];
      default -> new Object[size];
    };
  }

  /** A {@code timestamptz} column; null stays null. */
  public static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** A value as JSON text; null stays null. */
  public String json(Object value) {
    try {
      return value == null ? null : mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  /** JSON text as a value; null stays null. */
  public <T> T value(String json, Class<T> type) {
    try {
      return json == null ? null : mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be read as JSON", e);
    }
  }
}
