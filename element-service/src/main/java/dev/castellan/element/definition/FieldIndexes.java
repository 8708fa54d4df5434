package dev.castellan.element.definition;

import dev.castellan.element.document.ElementListing;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.StructureCatalogue;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Keeps one index for each field that is marked as indexed. They are built beside the traffic, and
 * one that was left half done is built again.
 */
@ApplicationScoped
class FieldIndexes {

  private static final long LOCK = 0x0CA57E11A0E8L;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int NETWORK_MILLIS = 60_000;
  private static final String PREFIX = "element_by_field_";

  private static final String PRESENT =
      "select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid"
          + " where i.indrelid = 'element'::regclass and starts_with(c.relname, '"
          + PREFIX
          + "')";

  /** As lists ask for it: rows with a value, in order, the newest first among equals. */
  private static final String CREATE =
      "create index concurrently %1$s on element ((%2$s), id desc)"
          + " where latest and not deleted and (%2$s) is not null";

  private final StructureCatalogue catalogue;
  private final DataSource database;
  private final TransactionSynchronizationRegistry transactions;
  private final ReentrantLock here = new ReentrantLock();

  FieldIndexes(
      StructureCatalogue catalogue,
      DataSource database,
      TransactionSynchronizationRegistry transactions) {
    this.catalogue = catalogue;
    this.database = database;
    this.transactions = transactions;
  }

  void start(@Observes StartupEvent event) {
    settleSoon();
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
              settleSoon();
            }
          }
        });
  }

  /** Builds what is missing and drops what is not wanted any more, beside the caller. */
  private void settleSoon() {
    Thread.ofVirtual()
        .name("field-indexes")
        .start(
            () -> {
              try {
                settle();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (SQLException | RuntimeException e) {
                Log.warnf("Indexes of fields stay as they are for now: %s", e.getMessage());
              }
            });
  }

  /** The same, and returns when it is done. */
  void settle() throws SQLException, InterruptedException {
    here.lock();
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
    } finally {
      here.unlock();
    }
  }

  private static boolean taken(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private void settle(Statement statement) throws SQLException {
    Map<String, String> wanted = wanted();
    Set<String> present = new HashSet<>();
    Set<String> unwanted = new HashSet<>();
    try (ResultSet row = statement.executeQuery(PRESENT)) {
      while (row.next()) {
        boolean good = row.getBoolean(2) && wanted.containsKey(row.getString(1));
        (good ? present : unwanted).add(row.getString(1));
      }
    }
    for (String name : unwanted) {
      statement.execute("drop index concurrently if exists " + name);
    }
    for (Map.Entry<String, String> each : wanted.entrySet()) {
      if (!present.contains(each.getKey())) {
        statement.execute(CREATE.formatted(each.getKey(), each.getValue()));
      }
    }
  }

  /** Expression by name of the index. */
  private Map<String, String> wanted() {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Structure structure : catalogue.current().all()) {
      for (Field field : structure.definition().fields()) {
        if (field.indexed()) {
          wanted.put(
              PREFIX + field.key(), ElementListing.expression(field).replace("e.fields", "fields"));
        }
      }
    }
    return wanted;
  }
}
