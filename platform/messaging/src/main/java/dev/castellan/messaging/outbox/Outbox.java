package dev.castellan.messaging.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.EventTypes;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.trace.TraceContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends events with the transaction that causes them. Everything appended in one transaction is
 * stored by one statement just before it commits and handed to the relay just after; if the
 * transaction rolls back, nothing was ever said.
 */
@ApplicationScoped
public class Outbox {

  private final TransactionSynchronizationRegistry transactions;
  private final OutboxStore store;
  private final OutboxRelay relay;
  private final OutboxConfig config;
  private final ObjectMapper mapper;
  private final TraceContext trace;

  Outbox(
      TransactionSynchronizationRegistry transactions,
      OutboxStore store,
      OutboxRelay relay,
      OutboxConfig config,
      ObjectMapper mapper,
      TraceContext trace) {
    this.transactions = transactions;
    this.store = store;
    this.relay = relay;
    this.config = config;
    this.mapper = mapper;
    this.trace = trace;
  }

  /**
   * Appends an event to the running transaction.
   *
   * @param key record key; events of one key arrive in the order in which they were committed
   * @param event one of {@link EventTypes}
   * @throws IllegalStateException without a transaction
   */
  public void append(String key, Record event) {
    append(key, event, trace.current());
  }

  /**
   * Appends an event that belongs to another trace than the running request.
   *
   * @param traceParent null for none
   */
  public void append(String key, Record event, String traceParent) {
    add(
        EventTypes.topicOf(event.getClass()),
        key,
        EventTypes.typeOf(event.getClass()),
        json(event),
        traceParent == null ? Map.of() : Map.of(CloudEventHeaders.TRACE_PARENT, traceParent));
  }

  /** Appends a tombstone: the state that this key had on its compacted topic is gone. */
  public void appendTombstone(String key, Class<? extends Record> stateType) {
    add(EventTypes.topicOf(stateType), key, EventTypes.typeOf(stateType), null, Map.of());
  }

  /** Appends a record as it is, for dead letters and topics of external modules. */
  public void appendRaw(
      String topic, String key, String type, byte[] payload, Map<String, String> headers) {
    add(topic, key, type, payload, headers);
  }

  private void add(
      String topic, String key, String type, byte[] payload, Map<String, String> headers) {
    if (payload != null && payload.length > config.maxEventBytes()) {
      throw new IllegalArgumentException(type + " is larger than " + config.maxEventBytes());
    }
    rowsOfTransaction()
        .add(
            new OutboxRow(
                0,
                0,
                null,
                UuidCreator.getTimeOrderedEpochFast(),
                topic,
                key,
                type,
                Instant.now(),
                payload,
                headers));
  }

  private byte[] json(Record event) {
    try {
      return mapper.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("event cannot be written: " + event.getClass(), e);
    }
  }

  private List<OutboxRow> rowsOfTransaction() {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("an event can only be appended inside a transaction");
    }
    Pending pending = (Pending) transactions.getResource(this);
    if (pending == null) {
      pending = new Pending();
      transactions.putResource(this, pending);
      transactions.registerInterposedSynchronization(pending);
    }
    return pending.rows;
  }

  /** What one transaction has appended so far. */
  private final class Pending implements Synchronization {

    private List<OutboxRow> rows = new ArrayList<>();

    @Override
    public void beforeCompletion() {
      rows = store.insert(rows);
      relay.expect(rows);
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        relay.send(rows);
      } else {
        relay.forget(rows);
      }
    }
  }
}
