package dev.castellan.messaging.retention;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.IntUnaryOperator;
import javax.sql.DataSource;

/**
 * Deletes old rows in the background, a small transaction after the other, so that nobody waits for
 * it. The lock that each of them takes lets one replica at a time do it.
 */
@ApplicationScoped
public class Retention {

  static final long LOCK = 0x0CA57E11A0E7L;
  private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(?)";
  private static final String DELETE =
      """
      delete from %1$s where ctid = any (array(
        select ctid from %1$s where %2$s < now() - ? * interval '1 ms' limit ?
        for update skip locked))
      """;

  private final List<Expiring> tables;
  private final List<Pruning> prunings;
  private final RetentionConfig config;
  private final DataSource database;
  private Thread thread;

  Retention(
      @All List<Expiring> tables,
      @All List<Pruning> prunings,
      RetentionConfig config,
      DataSource database) {
    this.tables = tables;
    this.prunings = prunings;
    this.config = config;
    this.database = database;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().daemon().name("retention").start(this::run);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    thread.interrupt();
  }

  /**
   * Deletes all that is old, or too much, at this moment.
   *
   * @return how many rows; those that another replica deletes meanwhile do not count
   */
  public long purge() {
    long old =
        tables.stream().mapToLong(each -> purge(each.table(), most -> expire(each, most))).sum();
    return old + prunings.stream().mapToLong(each -> purge(each.table(), each::prune)).sum();
  }

  private long purge(String table, IntUnaryOperator deletion) {
    long gone = 0;
    int chunk;
    do {
      chunk = QuarkusTransaction.requiringNew().call(() -> deleteChunk(deletion));
      gone += chunk;
    } while (chunk == config.chunk() && !Thread.currentThread().isInterrupted());
    if (gone > 0) {
      Log.debugf("Deleted %d rows of %s", gone, table);
    }
    return gone;
  }

  private int deleteChunk(IntUnaryOperator deletion) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement lock = connection.prepareStatement(TRY_LOCK)) {
      lock.setLong(1, LOCK);
      try (ResultSet taken = lock.executeQuery()) {
        taken.next();
        return taken.getBoolean(1) ? deletion.applyAsInt(config.chunk()) : 0;
      }
    }
  }

  private int expire(Expiring table, int most) {
    String sql = DELETE.formatted(table.table(), table.age());
    try (Connection connection = database.getConnection();
        PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, table.keep().toMillis());
      delete.setInt(2, most);
      return delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("old rows could not be deleted", e);
    }
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(config.every());
        purge();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Log.warnf("Old rows stay for now: %s", e.getMessage());
      }
    }
  }
}
