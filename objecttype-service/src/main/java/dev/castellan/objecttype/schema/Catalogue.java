package dev.castellan.objecttype.schema;

import dev.castellan.objecttype.Background;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The schema in memory. A change made here is seen at once; one made by another replica within a
 * second, and by writers at once, since they compare versions under a lock.
 */
@ApplicationScoped
public class Catalogue {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final SchemaStore store;
  private final TransactionSynchronizationRegistry transactions;
  private final AtomicLong wanted = new AtomicLong();
  private volatile Schema schema;
  private Background background;

  Catalogue(SchemaStore store, TransactionSynchronizationRegistry transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  void start(@Observes StartupEvent event) {
    background = Background.start("catalogue", LOOK_EVERY, this::refreshed);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    background.stop();
  }

  public Schema schema() {
    Schema known = schema;
    return known == null || known.version() < wanted.get() ? reload() : known;
  }

  /** The schema that knows a type; looked for in the database too, if another replica made it. */
  public Schema schemaWith(UUID type) {
    Schema known = schema();
    Schema found = known.types().containsKey(type) ? known : refreshed();
    found.type(type);
    return found;
  }

  public ObjectType type(UUID id) {
    return schemaWith(id).type(id);
  }

  /** The schema, read again if it has changed. */
  public Schema refreshed() {
    Schema known = schema();
    return known.version() == store.version() ? known : reload();
  }

  /** Makes the schema of the running transaction the one that is wanted once it has committed. */
  void wantAfterCommit(long version) {
    transactions.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {
            // Until the commit the old schema is the true one.
          }

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              wanted.accumulateAndGet(version, Math::max);
            }
          }
        });
  }

  /** An older state never takes the place of a newer one. */
  private synchronized Schema reload() {
    Schema loaded = store.load();
    Schema known = schema;
    if (known == null || known.version() <= loaded.version()) {
      schema = loaded;
      return loaded;
    }
    return known;
  }
}
