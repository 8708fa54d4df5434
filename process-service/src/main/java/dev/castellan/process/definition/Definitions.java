package dev.castellan.process.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Definitions as executions need them, secrets in clear; kept in memory as they are stored. A
 * change evicts its process at once here, and through its event on other replicas; the short life
 * of an entry bounds what a lost event can do.
 */
@ApplicationScoped
public class Definitions {

  private static final TypeReference<List<ActionDefinition>> ACTIONS = new TypeReference<>() {};
  private static final TypeReference<List<InputDefinition>> INPUTS = new TypeReference<>() {};
  private static final TypeReference<List<Long>> PROFILES = new TypeReference<>() {};
  private static final String SELECT =
      "select id, reference, mode, enable, version, actions, inputs, profiles from process"
          + " where id = ?";

  private final DataSource database;
  private final ObjectMapper mapper;
  private final DefinedSecrets secrets;
  private final TransactionSynchronizationRegistry transactions;
  private final Cache<Long, ProcessDefinition> cache =
      Caffeine.newBuilder().maximumSize(20_000).expireAfterWrite(Duration.ofSeconds(10)).build();

  Definitions(
      DataSource database,
      ObjectMapper mapper,
      DefinedSecrets secrets,
      TransactionSynchronizationRegistry transactions) {
    this.database = database;
    this.mapper = mapper;
    this.secrets = secrets;
    this.transactions = transactions;
  }

  /** The definition, at most a moment old. */
  public Optional<ProcessDefinition> find(long processId) {
    return Optional.ofNullable(cache.get(processId, this::load)).map(this::opened);
  }

  /** The definition at exactly the version that the locked row has. */
  public ProcessDefinition at(long processId, long version) {
    ProcessDefinition known = cache.getIfPresent(processId);
    return opened(known != null && known.version() == version ? known : load(processId));
  }

  /** Forgets a process that changed elsewhere. */
  public void evict(long processId) {
    cache.invalidate(processId);
  }

  /** Forgets everything: changes may have been missed. */
  public void evictAll() {
    cache.invalidateAll();
  }

  /** Forgets a process once the running transaction has changed it. */
  void evictAfterCommit(long processId) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // Until the commit the old definition is the true one.
          }

          @Override
          public void afterCompletion(int status) {
            evict(processId);
          }
        });
  }

  private ProcessDefinition opened(ProcessDefinition stored) {
    return stored == null || stored.actions().stream().noneMatch(DefinedSecrets::any)
        ? stored
        : stored.with(stored.actions().stream().map(secrets::opened).toList());
  }

  private ProcessDefinition load(long processId) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setLong(1, processId);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? definition(row) : null;
      }
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException("process could not be read", e);
    }
  }

  private ProcessDefinition definition(ResultSet row) throws SQLException, JsonProcessingException {
    return new ProcessDefinition(
        row.getLong("id"),
        row.getString("reference"),
        Mode.of(row.getString("mode")),
        row.getInt("enable"),
        row.getLong("version"),
        mapper.readValue(row.getString("actions"), ACTIONS),
        mapper.readValue(row.getString("inputs"), INPUTS),
        mapper.readValue(row.getString("profiles"), PROFILES));
  }
}
