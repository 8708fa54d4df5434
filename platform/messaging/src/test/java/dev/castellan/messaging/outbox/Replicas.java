package dev.castellan.messaging.outbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.messaging.trace.TraceContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Further replicas of the outbox beside the application's own, on the same database and broker. */
@ApplicationScoped
class Replicas {

  private final TransactionSynchronizationRegistry transactions;
  private final DataSource database;
  private final OutboxConfig config;
  private final Map<String, Object> kafka;
  private final ObjectMapper mapper;
  private final TraceContext trace;

  Replicas(
      TransactionSynchronizationRegistry transactions,
      DataSource database,
      OutboxConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper mapper,
      TraceContext trace) {
    this.transactions = transactions;
    this.database = database;
    this.config = config;
    this.kafka = kafka;
    this.mapper = mapper;
    this.trace = trace;
  }

  /** A replica; its relay works only when started. */
  record Replica(Outbox outbox, OutboxRelay relay, OutboxStore store) {}

  Replica another() {
    OutboxStore store = new OutboxStore(database, mapper);
    OutboxRelay relay =
        new OutboxRelay(store, config, kafka, "smartobject-service", new SimpleMeterRegistry());
    return new Replica(new Outbox(transactions, store, relay, config, mapper, trace), relay, store);
  }

  void newCounter(long id) {
    sql("insert into counter (id, version) values (?, 0)", id);
  }

  /** Raises the counter's version by one and says so, in one transaction. */
  void raise(long id, Outbox outbox) {
    QuarkusTransaction.requiringNew()
        .run(() -> outbox.append(Long.toString(id), state(id, increment(id))));
  }

  static SmartobjectState state(long id, long version) {
    return new SmartobjectState(id, "counter " + id, "virtual-light", 1, List.of(), version);
  }

  long unsent() {
    return query("select count(*) from outbox where ? = 0", 0);
  }

  private long increment(long id) {
    return query("update counter set version = version + 1 where id = ? returning version", id);
  }

  private long query(String sql, long argument) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void sql(String sql, long argument) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, argument);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
