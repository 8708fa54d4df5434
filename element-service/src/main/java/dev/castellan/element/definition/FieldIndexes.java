package dev.castellan.element.definition;

import dev.castellan.element.document.ElementListing;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureCatalogue;
import dev.castellan.element.structure.Structures;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Keeps two indexes for each field that is marked as indexed: one of the elements with a value of
 * it, and one of those without, which an order shows in one stretch before or behind them. They are
 * built beside the traffic; one that was left half done is built again, and one that cannot be
 * built stops no other.
 */
@ApplicationScoped
class FieldIndexes {

  /** Each costs every write a little. */
  static final int MOST_FIELDS = 100;

  private static final long LOCK = 0x0CA57E11A0E8L;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final int NETWORK_MILLIS = 60_000;
  private static final String PREFIX = "element_by_field_";

  /**
   * PostgreSQL looks no further when it asks whether a list is among the structures of an index.
   */
  private static final int LARGEST_FAMILY = 100;

  private static final String PRESENT =
      "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
          + " where i.indrelid = 'element'::regclass and starts_with(c.relname, '"
          + PREFIX
          + "')";

  /** As lists ask for it: rows with a value, in order, the newest first among equals. */
  private static final String OF_VALUES =
      "create index concurrently %s on element ((%s), id desc)"
          + " where latest and not deleted and (%2$s) is not null";

  /** Only of structures that have the field: all others would be rows without a value too. */
  private static final String OF_NONE =
      "create index concurrently %s on element (structure_id, id desc)"
          + " where latest and not deleted and (%s) is null and structure_id in (%s)";

  private final StructureCatalogue catalogue;
  private final DataSource database;
  private final TransactionSynchronizationRegistry transactions;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("field-indexes").unstarted(this::run);

  FieldIndexes(
      StructureCatalogue catalogue,
      DataSource database,
      TransactionSynchronizationRegistry transactions) {
    this.catalogue = catalogue;
    this.database = database;
    this.transactions = transactions;
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    thread.interrupt();
  }

  /** Settles them when the running transaction has committed. */
  void settleAfterCommit() {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // Nothing is known to hold yet.
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              changes.release();
            }
          }
        });
  }

  /** Also without a change: another replica may have been stopped in the middle of it. */
  private void run() {
    try {
      while (true) {
        try {
          settle();
        } catch (SQLException | RuntimeException e) {
          Log.warnf("Indexes of fields stay as they are for now: %s", e.getMessage());
        }
        changes.tryAcquire(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        changes.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Builds what is missing and drops what is not wanted any more. */
  private void settle() throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      // Who waits inside the database for the lock would be waited for by the index.
      while (!taken(statement)) {
        Thread.sleep(PAUSE);
      }
      try {
        settle(statement);
      } finally {
        statement.execute("select pg_advisory_unlock(" + LOCK + ")");
        connection.setNetworkTimeout(Runnable::run, NETWORK_MILLIS);
      }
    }
  }

  private static boolean taken(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void settle(Statement statement) throws SQLException {
    Map<String, String> wanted = wanted(catalogue.current());
    Set<String> good = new HashSet<>();
    Set<String> unwanted = new HashSet<>();
    try (ResultSet row = statement.executeQuery(PRESENT)) {
      while (row.next()) {
        if (!row.getBoolean(2) || !wanted.containsKey(row.getString(1))) {
          unwanted.add(row.getString(1));
        } else {
          good.add(row.getString(1));
        }
      }
    }
    for (String name : unwanted) {
      drop(statement, name);
    }
    wanted.keySet().removeAll(good);
    wanted.forEach((name, sql) -> build(statement, name, sql));
  }

  private static void drop(Statement statement, String name) throws SQLException {
    statement.execute("drop index concurrently if exists " + name);
  }

  /** What is left of one that fails would go on refusing what it could not hold. */
  private static void build(Statement statement, String name, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      Log.warnf("Index %s is not there for now: %s", name, e.getMessage());
      try {
        drop(statement, name);
      } catch (SQLException later) {
        Log.warnf("Index %s is left half done: %s", name, later.getMessage());
      }
    }
  }

  /** How each is made, by name. */
  static Map<String, String> wanted(Structures structures) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Structure structure : structures.all()) {
      List<Long> family = structures.family(structure).stream().map(Structure::id).toList();
      for (Field field : structure.definition().fields()) {
        if (field.indexed() && wanted.size() < 2 * MOST_FIELDS) {
          String name = PREFIX + field.key();
          String value = ElementListing.expression(field).replace("e.fields", "fields");
          wanted.put(name, OF_VALUES.formatted(name, value));
          if (family.size() <= LARGEST_FAMILY) {
            String ids = family.stream().map(String::valueOf).collect(Collectors.joining(", "));
            String none = name + "_none_" + Integer.toHexString(ids.hashCode());
            wanted.put(none, OF_NONE.formatted(none, value, ids));
          }
        }
      }
    }
    return wanted;
  }
}
