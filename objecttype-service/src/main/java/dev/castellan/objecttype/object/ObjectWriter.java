package dev.castellan.objecttype.object;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.castellan.contracts.Caller;
import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.objecttype.object.ObjectWrite.Sealed;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.ObjectType;
import dev.castellan.objecttype.schema.Right;
import dev.castellan.objecttype.schema.Schema;
import dev.castellan.objecttype.schema.SchemaMovedException;
import dev.castellan.objecttype.schema.ValueType;
import dev.castellan.objecttype.secret.Secrets;
import dev.castellan.web.etag.Precondition;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Prepares writes of objects, outside of any transaction since hashing takes its time, and lets the
 * engine do them; again when a type changed in between or when two transactions stood in each
 * other's way. Objects that are created at the same time share a transaction.
 */
@ApplicationScoped
public class ObjectWriter {

  private static final int MOST_TRIES = 5;
  private static final int LARGEST_BATCH = 64;
  private static final String DEADLOCK = "40P01";

  private final Catalogue catalogue;
  private final ObjectEngine engine;
  private final ObjectReader reader;
  private final Secrets secrets;
  private final Precondition precondition;
  private final GroupCommit<Prepared, UUID> creations;

  /** A write and the schema that it was made with. */
  record Prepared(Schema schema, ObjectWrite write) {}

  ObjectWriter(
      Catalogue catalogue,
      ObjectEngine engine,
      ObjectReader reader,
      Secrets secrets,
      Precondition precondition) {
    this.catalogue = catalogue;
    this.engine = engine;
    this.reader = reader;
    this.secrets = secrets;
    this.precondition = precondition;
    this.creations = new GroupCommit<>(LARGEST_BATCH, this::createTogether);
  }

  /**
   * @return id of the new object
   */
  UUID create(UUID type, ObjectRequest request, Caller caller) {
    return retried(
        () -> {
          Schema schema = catalogue.schemaWith(type);
          Prepared prepared = new Prepared(schema, creation(schema, type, request, caller));
          return inTransaction()
              ? createTogether(List.of(prepared)).get(0)
              : creations.call(prepared);
        });
  }

  void update(UUID type, UUID id, ObjectRequest request, Caller caller) {
    one(
        type,
        Right.UPDATE,
        caller,
        (schema, of) -> update(schema, of, id, request, caller, sameVersion(schema, caller)));
  }

  void delete(UUID type, UUID id, Caller caller) {
    one(
        type,
        Right.DELETE,
        caller,
        (schema, of) -> new ObjectWrite.Delete(id, of, caller, sameVersion(schema, caller)));
  }

  /**
   * @return whether they were not related before
   */
  public boolean relate(UUID type, UUID id, UUID other, Caller caller) {
    return one(
        type,
        Right.UPDATE,
        caller,
        (schema, of) -> new ObjectWrite.Relate(id, of, other, caller, sameVersion(schema, caller)));
  }

  public void unrelate(UUID type, UUID id, UUID other, Caller caller) {
    one(
        type,
        Right.UPDATE,
        caller,
        (schema, of) ->
            new ObjectWrite.Unrelate(id, of, other, caller, sameVersion(schema, caller)));
  }

  /** A creation, with the secrets as they are stored. */
  ObjectWrite creation(Schema schema, UUID type, ObjectRequest request, Caller caller) {
    ObjectType of = schema.type(type);
    of.require(caller, Right.CREATE);
    ObjectDraft draft = ObjectDraft.of(schema, of, request, true);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    return new ObjectWrite.Create(id, draft, sealed(id, draft), caller);
  }

  ObjectWrite update(
      Schema schema,
      ObjectType type,
      UUID id,
      ObjectRequest request,
      Caller caller,
      Consumer<ObjectRow> check) {
    ObjectDraft draft = ObjectDraft.of(schema, type, request, false);
    return new ObjectWrite.Update(id, draft, sealed(id, draft), caller, check);
  }

  /** Does it again while types change or transactions are in each other's way. */
  <T> T retried(Supplier<T> work) {
    for (int tries = 1; ; tries++) {
      try {
        return work.get();
      } catch (RuntimeException e) {
        boolean again = e instanceof SchemaMovedException || isDeadlock(e);
        if (!again || tries == MOST_TRIES || inTransaction()) {
          throw e;
        }
        catalogue.refreshed();
      }
    }
  }

  private boolean one(
      UUID type, Right right, Caller caller, BiFunction<Schema, ObjectType, ObjectWrite> make) {
    return retried(
        () -> {
          Schema schema = catalogue.schemaWith(type);
          ObjectType of = schema.type(type);
          of.require(caller, right);
          return engine.apply(schema, List.of(make.apply(schema, of))).get(0);
        });
  }

  private List<UUID> createTogether(List<Prepared> batch) {
    Schema schema = batch.get(0).schema();
    if (batch.stream().anyMatch(each -> each.schema() != schema)) {
      // Each is then tried alone, with its own.
      throw new IllegalStateException("the schema changed within a batch");
    }
    List<ObjectWrite> writes = batch.stream().map(Prepared::write).toList();
    engine.apply(schema, writes);
    return writes.stream().map(ObjectWrite::id).toList();
  }

  private Set<Sealed> sealed(UUID object, ObjectDraft draft) {
    return draft.secrets().entrySet().stream()
        .map(
            each -> {
              UUID property = each.getKey().id();
              boolean recoverable = each.getKey().type() == ValueType.RECOVERABLE;
              String stored =
                  recoverable
                      ? secrets.seal(each.getValue(), object, property)
                      : secrets.hash(each.getValue());
              return new Sealed(property, recoverable, stored);
            })
        .collect(Collectors.toSet());
  }

  /** If the client has seen the version that there is. */
  private Consumer<ObjectRow> sameVersion(Schema schema, Caller caller) {
    Function<ObjectRow, Object> body = row -> reader.details(schema, row, caller);
    return row -> precondition.check(row.version(), () -> body.apply(row));
  }

  /** As when an Idempotency-Key commits with the write: then there is nothing to be tried again. */
  private static boolean inTransaction() {
    return QuarkusTransaction.getStatus() == Status.STATUS_ACTIVE;
  }

  private static boolean isDeadlock(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
