package dev.castellan.web.list;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.number;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;
import static dev.castellan.web.list.ListField.uuid;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.testing.PostgresServer;
import io.quarkus.runtime.configuration.MemorySize;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** A table of items in a real PostgreSQL, each of a tenant, and lists over it. */
final class ItemTable {

  /**
   * @param name any text; may repeat
   */
  record Item(
      long id,
      String name,
      String note,
      BigDecimal size,
      Boolean lit,
      OffsetDateTime at,
      UUID code) {}

  static final int CAP = 2_500;
  static final int BYTES = 1_000;

  private final String name;
  private final Connection connection;
  final Listing listing;
  final Lists lists;

  private ItemTable(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
    this.lists =
        new Lists(
            new ListConfig() {
              @Override
              public int cap() {
                return CAP;
              }

              @Override
              public MemorySize bytes() {
                return new MemorySize(BigInteger.valueOf(BYTES));
              }

              @Override
              public Duration timeout() {
                return Duration.ofSeconds(30);
              }
            },
            new ObjectMapper());
    this.listing =
        Listing.of(
            Item.class,
            "i.id, i.name, i.note, i.size, i.lit, i.at, i.code",
            name + " i",
            "id",
            integer("id", "i.id"),
            text("name", "i.name"),
            ListField.of("note", "(i.note collate \"C\")", FieldType.OCTETS).orNull(),
            number("size", "i.size").orNull(),
            bool("lit", "i.lit").orNull(),
            time("at", "i.at").orNull(),
            uuid("code", "i.code"),
            text("secret", "i.note").orNull().unfiltered().unsorted());
  }

  /** An empty table. Texts sort by their octets, as Java can too. */
  static ItemTable create(String name) {
    ItemTable table = over(name);
    table.run(
        """
        drop table if exists %1$s;
        create table %1$s (tenant int not null, id bigint primary key,
          name text collate "C" not null, note text collate "C", size numeric, lit boolean,
          at timestamptz, code uuid not null)
        """
            .formatted(name));
    return table;
  }

  /** The same table through a connection of its own. */
  static ItemTable over(String name) {
    try {
      return new ItemTable(name, PostgresServer.shared().connect("postgres"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void insert(int tenant, Item item) {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + name + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setInt(1, tenant);
      insert.setLong(2, item.id());
      insert.setString(3, item.name());
      insert.setString(4, item.note());
      insert.setBigDecimal(5, item.size());
      insert.setObject(6, item.lit());
      insert.setObject(7, item.at());
      insert.setObject(8, item.code());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void delete(long id) {
    run("delete from " + name + " where id = " + id);
  }

  /** How PostgreSQL would read the rows of a part. */
  String plan(Keyset.Part part) {
    Sql explain =
        Sql.of("explain select i.id from " + name + " i where ")
            .then(part.condition())
            .then(" order by " + part.order().stream().map(SortKey::orderBy).collect(joining(", ")))
            .then(" limit 5");
    try (PreparedStatement statement = connection.prepareStatement(explain.text())) {
      explain.bindTo(statement);
      StringBuilder plan = new StringBuilder();
      try (ResultSet line = statement.executeQuery()) {
        while (line.next()) {
          plan.append(line.getString(1)).append('\n');
        }
      }
      return plan.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a caller of the first tenant is answered: ids, for short. */
  ListPage<Long> page(ListParameters asked) {
    return lists.read(
        database(), listing, Sql.of("i.tenant = ?", 1), asked, row -> row.getLong("id"));
  }

  ListSlice<Long> slice(ListSlice.Query asked) {
    return lists.slice(
        database(), listing, Sql.of("i.tenant = ?", 1), asked, row -> row.getLong("id"));
  }

  /** The whole list of the first tenant, part by part. */
  Iterator<List<Long>> parts(ListParameters asked) {
    return lists.parts(
        database(), listing, Sql.of("i.tenant = ?", 1), asked, row -> row.getLong("id"));
  }

  /** A row of a tenth of what one answer may take. */
  record Heavy(long id) implements Weighed {
    @Override
    public long bytes() {
      return BYTES / 10;
    }
  }

  List<Long> ids(String filter) {
    return page(asked(null, null, null, filter)).items();
  }

  static ListParameters asked(String limit, String cursor, String sort, String filter) {
    ListParameters asked = new ListParameters();
    asked.limit = limit;
    asked.cursor = cursor;
    asked.sort = sort;
    asked.filter = filter;
    return asked;
  }

  /** One connection for all: thousands of tries are no reason to make thousands of them. */
  DataSource database() {
    return database(new AtomicBoolean());
  }

  /**
   * @param held whether somebody has the connection
   */
  DataSource database(AtomicBoolean held) {
    Connection kept =
        proxy(
            Connection.class,
            (self, method, arguments) -> {
              if (method.getName().equals("close")) {
                held.set(false);
                return null;
              }
              return call(method, connection, arguments);
            });
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          held.set(true);
          return kept;
        });
  }

  private static Object call(Method method, Object target, Object... arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(ItemTable.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
