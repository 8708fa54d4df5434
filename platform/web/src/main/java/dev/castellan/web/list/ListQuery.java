package dev.castellan.web.list;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements of one list, on one connection. */
final class ListQuery {

  /**
   * Rows of one fetch, if they can be large; more of them are only read in a transaction, a fetch
   * after the other.
   */
  private static final int FETCH = 64;

  private final Connection connection;
  private final Duration timeout;
  private final Listing listing;
  private final Sql condition;
  private final List<SortKey> order;
  private final int fetch;
  private long room;
  private boolean cut;

  ListQuery(
      Connection connection,
      ListConfig config,
      Listing listing,
      Sql condition,
      List<SortKey> order) {
    this.connection = connection;
    this.timeout = config.timeout();
    this.room = config.bytes().asLongValue();
    this.listing = listing;
    this.condition = condition;
    this.order = order;
    // With the row that tells whether there are more.
    this.fetch = listing.small() ? Lists.CHUNK + 1 : FETCH;
  }

  /**
   * An element and the values it is sorted by.
   *
   * @param place for the cursor
   */
  record Row<T>(T item, List<Object> place) {}

  /** Whether rows were left out because those before them take all the memory of one list. */
  boolean cut() {
    return cut;
  }

  /** At most so many rows behind a place, in order. */
  <T> List<Row<T>> read(List<Object> after, int most, RowReader<T> reader) throws SQLException {
    return read(after, 0, most, reader);
  }

  /**
   * At most so many rows behind a place, in order; fewer when they are large.
   *
   * @param offset rows that are passed over first
   */
  <T> List<Row<T>> read(List<Object> after, long offset, int most, RowReader<T> reader)
      throws SQLException {
    boolean inFetches = most > fetch && connection.getAutoCommit();
    if (!inFetches) {
      return parts(after, offset, most, reader);
    }
    connection.setAutoCommit(false);
    try {
      List<Row<T>> rows = parts(after, offset, most, reader);
      connection.commit();
      return rows;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private <T> List<Row<T>> parts(List<Object> after, long offset, int most, RowReader<T> reader)
      throws SQLException {
    List<Row<T>> rows = new ArrayList<>();
    long skip = offset;
    for (Keyset.Part part : Keyset.parts(order, after)) {
      if (rows.size() < most && !cut) {
        rows.addAll(part(part, skip, most - rows.size(), reader));
        skip = rows.isEmpty() && skip > 0 ? skip - atMost(part.condition(), skip) : 0;
      }
    }
    return rows;
  }

  /** How many rows a part has, counted no further than needed. */
  private long atMost(Sql part, long most) throws SQLException {
    Sql counted =
        Sql.of("select count(*) from (select 1").then(rows(part)).then(" limit ?) passed", most);
    return run(
        counted,
        result -> {
          result.next();
          return result.getLong(1);
        });
  }

  /** Whether the list has more than so many rows. */
  boolean exceeds(int rows) throws SQLException {
    Sql probe = Sql.of("select 1").then(rows()).then(" offset ? limit 1", rows);
    return run(probe, ResultSet::next);
  }

  long count() throws SQLException {
    return run(
        Sql.of("select count(*)").then(rows()),
        result -> {
          result.next();
          return result.getLong(1);
        });
  }

  private Sql rows() {
    return rows(Sql.ALL);
  }

  private Sql rows(Sql part) {
    return Sql.of(" from ").then(listing.from()).then(" where ").then(condition.and(part));
  }

  private <T> List<Row<T>> part(Keyset.Part part, long skip, int most, RowReader<T> reader)
      throws SQLException {
    String places =
        order.stream()
            .map(each -> each.field().type().column(each.field().sql()))
            .collect(Collectors.joining(", "));
    String orderBy = part.order().stream().map(SortKey::orderBy).collect(Collectors.joining(", "));
    Sql page =
        Sql.of("select " + listing.columns() + ", " + places)
            .then(rows(part.condition()))
            // In the text: a plan that does not know how few rows are wanted may sort all of them.
            .then(" order by " + orderBy + " limit " + most)
            .then(skip == 0 ? Sql.of("") : Sql.of(" offset ?", skip));
    return run(
        page,
        result -> {
          int firstPlace = result.getMetaData().getColumnCount() - order.size() + 1;
          List<Row<T>> rows = new ArrayList<>();
          while (!cut && result.next()) {
            cut = room <= 0;
            if (!cut) {
              T item = reader.read(result);
              room -= item instanceof Weighed weighed ? weighed.bytes() : 0;
              rows.add(new Row<>(item, place(result, firstPlace)));
            }
          }
          return rows;
        });
  }

  private List<Object> place(ResultSet row, int first) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      ListField field = order.get(i).field();
      Object value = field.type().read(row, first + i);
      if (value == null && !field.nullable()) {
        throw new IllegalStateException("list field " + field.name() + " must be declared orNull");
      }
      values.add(value);
    }
    return values;
  }

  private <R> R run(Sql sql, Reading<R> reading) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      statement.setQueryTimeout((int) timeout.toSeconds());
      statement.setFetchSize(fetch);
      sql.bindTo(statement);
      try (ResultSet result = statement.executeQuery()) {
        return reading.of(result);
      }
    }
  }

  private interface Reading<R> {
    R of(ResultSet result) throws SQLException;
  }
}
