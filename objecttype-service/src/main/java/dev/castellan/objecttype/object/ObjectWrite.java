package dev.castellan.objecttype.object;

import dev.castellan.contracts.Caller;
import dev.castellan.objecttype.schema.ObjectType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** One thing that is to be done to one object. */
sealed interface ObjectWrite {

  UUID id();

  ObjectType type();

  Caller caller();

  /** Secrets as they are stored: their property and whether they can be recovered. */
  record Sealed(UUID property, boolean recoverable, String secret) {}

  /** What is done to an object that has to be there, and may have to be at a version. */
  sealed interface ToExisting extends ObjectWrite {

    /** Told of the object once it is locked, before it is edited. */
    Consumer<ObjectRow> check();
  }

  /** A new object. */
  record Create(UUID id, ObjectDraft draft, Set<Sealed> secrets, Caller caller)
      implements ObjectWrite {
    @Override
    public ObjectType type() {
      return draft.type();
    }
  }

  /** Other values, maybe other relations. */
  record Update(
      UUID id, ObjectDraft draft, Set<Sealed> secrets, Caller caller, Consumer<ObjectRow> check)
      implements ToExisting {
    @Override
    public ObjectType type() {
      return draft.type();
    }
  }

  /** No object any more. */
  record Delete(UUID id, ObjectType type, Caller caller, Consumer<ObjectRow> check)
      implements ToExisting {}

  /** One relation more. */
  record Relate(UUID id, ObjectType type, UUID other, Caller caller, Consumer<ObjectRow> check)
      implements ToExisting {}

  /** One relation less. */
  record Unrelate(UUID id, ObjectType type, UUID other, Caller caller, Consumer<ObjectRow> check)
      implements ToExisting {}

  /** Objects that it wants to be related to, or not any more. */
  default Set<UUID> partners() {
    return switch (this) {
      case Create create -> orNone(create.draft().relations());
      case Update update -> orNone(update.draft().relations());
      case Delete delete -> Set.of();
      case Relate relate -> Set.of(relate.other());
      case Unrelate unrelate -> Set.of(unrelate.other());
    };
  }

  /** Whether all relations that the object has play a part. */
  default boolean needsLinks() {
    return switch (this) {
      case Create create -> false;
      case Update update -> update.draft().relations() != null;
      case Delete delete -> true;
      case Relate relate -> false;
      case Unrelate unrelate -> false;
    };
  }

  /** The one relation that it is about, if it is about one. */
  default Optional<Link> pair() {
    return switch (this) {
      case Relate relate -> Optional.of(Link.of(relate.id(), relate.other()));
      case Unrelate unrelate -> Optional.of(Link.of(unrelate.id(), unrelate.other()));
      default -> Optional.empty();
    };
  }

  /** Values by key of the property, that it sets. */
  default Map<String, Object> values() {
    return switch (this) {
      case Create create -> create.draft().values();
      case Update update -> update.draft().values();
      default -> Map.of();
    };
  }

  private static Set<UUID> orNone(Set<UUID> ids) {
    return ids == null ? Set.of() : ids;
  }
}
