package dev.castellan.web.list;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Reads what clients ask of lists. */
@ApplicationScoped
public class Lists {

  /** Rows that one statement reads at most. */
  static final int CHUNK = 1_000;

  private static final String CANCELLED = "57014";

  private final ListConfig config;
  private final ObjectMapper mapper;

  /**
   * Makes what is shown of all that was read together. Whoever is no such thing is given the rows
   * in chunks.
   */
  public interface Together<R, T> extends Function<List<R>, List<T>> {}

  Lists(ListConfig config, ObjectMapper mapper) {
    this.config = config;
    this.mapper = mapper;
  }

  /**
   * @param scope which rows belong to the list, whatever a client filters by
   * @throws ServiceException 400 when the parameters are not valid, or all was asked for and it is
   *     too much
   */
  public <T> ListPage<T> read(
      DataSource database, Listing listing, Sql scope, ListParameters asked, RowReader<T> reader) {
    return read(database, listing, scope, asked, reader, Function.identity());
  }

  /**
   * @param finish makes the elements that are shown of those that were read, in their order
   * @throws ServiceException 400 when the parameters are not valid, or all was asked for and it is
   *     too much
   */
  public <R, T> ListPage<T> read(
      DataSource database,
      Listing listing,
      Sql scope,
      ListParameters asked,
      RowReader<R> reader,
      Function<List<R>, List<T>> finish) {
    Selection selection = Selection.of(listing, asked.filter, asked.sort).within(scope);
    Set<String> members = asked.fields == null ? null : listing.members(asked.fields);
    int size = asked.whole() ? config.cap() : asked.size();
    Found<R> found =
        found(
            database,
            selection,
            selection.described(),
            asked.cursor,
            size,
            asked.counted(),
            (query, after) ->
                asked.whole() ? whole(query, reader) : query.read(after, size + 1, reader));
    // Without the connection: who finishes the elements may need one of his own.
    return new ListPage<>(
        reduced(finished(found.items(), finish), members), found.next(), found.total(), asked);
  }

  /**
   * Reads a part of a list for an API with paging words of its own.
   *
   * @param scope which rows belong to the list, whatever a client filters by
   * @throws ServiceException 400 when sort, filter or cursor are not valid, or no cursor can hold
   *     the last row
   */
  public <T> ListSlice<T> slice(
      DataSource database, Listing listing, Sql scope, ListSlice.Query asked, RowReader<T> reader) {
    Selection selection = Selection.of(listing, asked.filter(), asked.sort());
    Found<T> found =
        found(
            database,
            selection.within(scope),
            // Not of the scope, which may change under the client without moving a row of his.
            asked.list() + "\n" + selection.described(),
            asked.cursor(),
            asked.most(),
            asked.counted(),
            (query, after) -> query.read(after, asked.offset(), asked.most() + 1, reader));
    return new ListSlice<>(found.items(), found.next(), found.total());
  }

  /**
   * What was read of a list, as long as the connection was held.
   *
   * @param next cursor to what comes after; null at the end
   * @param total null when it was not asked for
   */
  private record Found<R>(List<R> items, String next, Long total) {}

  private interface Page<R> {
    List<ListQuery.Row<R>> read(ListQuery query, List<Object> after) throws SQLException;
  }

  private <R> Found<R> found(
      DataSource database,
      Selection selection,
      String list,
      String cursor,
      int size,
      boolean counted,
      Page<R> page) {
    List<Object> after = cursor == null ? null : Cursor.read(cursor, list, selection.order());
    return connected(
        database,
        selection,
        query -> {
          List<ListQuery.Row<R>> rows = page.read(query, after);
          boolean more = query.cut() || rows.size() > size;
          List<ListQuery.Row<R>> shown = rows.subList(0, Math.min(size, rows.size()));
          return new Found<>(
              shown.stream().map(ListQuery.Row::item).toList(),
              more ? Cursor.write(list, shown.get(shown.size() - 1).place()) : null,
              counted ? query.count() : null);
        });
  }

  /**
   * The whole list however long it is, some rows at a time, for answers that are written while it
   * is read.
   *
   * @return parts, the first of which is read already; a later one may fail
   * @throws ServiceException 400 when the parameters are not valid, or are about paging
   */
  public <R> Iterator<List<R>> parts(
      DataSource database, Listing listing, Sql scope, ListParameters asked, RowReader<R> reader) {
    asked.refusePaging();
    Selection selection = Selection.of(listing, asked.filter, asked.sort).within(scope);
    // A connection for each part: nobody knows how long the client takes for it.
    return new ListParts<>(
        after ->
            connected(
                database,
                selection,
                query -> {
                  List<ListQuery.Row<R>> rows = query.read(after, CHUNK, reader);
                  return new ListParts.Part<>(rows, query.cut() || rows.size() == CHUNK);
                }));
  }

  private interface Reading<T> {
    T with(ListQuery query) throws SQLException;
  }

  private <T> T connected(DataSource database, Selection selection, Reading<T> reading) {
    try (Connection connection = database.getConnection()) {
      return reading.with(
          new ListQuery(
              connection, config, selection.listing(), selection.condition(), selection.order()));
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * The members of an element that are asked for, empty for all.
   *
   * @throws ServiceException 400 naming one that is not there
   */
  public Optional<Set<String>> members(Listing listing, ListParameters asked) {
    return Optional.ofNullable(asked.fields).map(listing::members);
  }

  /** All rows, or 400 before more of them are read than are needed to know. */
  private <R> List<ListQuery.Row<R>> whole(ListQuery query, RowReader<R> reader)
      throws SQLException {
    int cap = config.cap();
    List<ListQuery.Row<R>> rows = query.read(null, Math.min(CHUNK, cap + 1), reader);
    boolean tooLong = rows.size() > cap || rows.size() == CHUNK && query.exceeds(cap);
    boolean more = rows.size() == CHUNK;
    while (more && !tooLong && !query.cut()) {
      List<Object> last = rows.get(rows.size() - 1).place();
      List<ListQuery.Row<R>> chunk = query.read(last, CHUNK, reader);
      rows.addAll(chunk);
      more = chunk.size() == CHUNK;
      tooLong = rows.size() > cap;
    }
    if (tooLong) {
      throw ServiceException.badParameter("limit", "is needed: there are more than " + cap);
    }
    if (query.cut()) {
      throw ServiceException.badParameter("limit", "is needed: the list is too large");
    }
    return rows;
  }

  /** In chunks, so that what is fetched for many elements at once has a bound, if not told else. */
  private static <R, T> List<T> finished(List<R> read, Function<List<R>, List<T>> finish) {
    if (finish instanceof Together) {
      return finish.apply(read);
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < read.size(); i += CHUNK) {
      items.addAll(finish.apply(read.subList(i, Math.min(i + CHUNK, read.size()))));
    }
    return items;
  }

  /** The elements as JSON without the members that were not asked for; null for all members. */
  @SuppressWarnings("unchecked") // The type stays that of the whole element, for the API document.
  private <T> List<T> reduced(List<T> items, Set<String> members) {
    return members == null
        ? items
        : (List<T>)
            items.stream()
                .map(each -> mapper.<ObjectNode>valueToTree(each).retain(members))
                .toList();
  }

  /** Which rows of a listing, in which order. */
  private record Selection(Listing listing, Sql condition, List<SortKey> order) {

    static Selection of(Listing listing, String filter, String sort) {
      return new Selection(
          listing, Filter.parse(filter, listing), Filter.settled(listing.order(sort), filter));
    }

    Selection within(Sql scope) {
      return new Selection(listing, scope.and(condition), order);
    }

    /** What tells this list from others; a cursor is good for one. */
    String described() {
      return Stream.of(
              listing.from().text(),
              condition.text(),
              condition.values().toString(),
              order.stream().map(SortKey::orderBy).toList().toString())
          .collect(Collectors.joining("\n"));
    }
  }

  private static RuntimeException failure(SQLException e) {
    return CANCELLED.equals(e.getSQLState())
        ? new ServiceException(
            ErrorCode.UNAVAILABLE,
            "The list takes too long to read",
            null,
            Map.of(ServiceException.OUTCOME, ServiceException.BUSINESS))
        : new IllegalStateException("list could not be read", e);
  }
}
