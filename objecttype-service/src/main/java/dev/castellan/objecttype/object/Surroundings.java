package dev.castellan.objecttype.object;

import dev.castellan.objecttype.schema.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What lies around the objects that are written, as the database has it at each look. */
final class Surroundings {

  /** Relations that may end, and objects that may play a part without being named by a write. */
  static final int MOST = 10_000;

  private final ObjectStore store;
  private final Schema schema;
  private final Set<UUID> named;
  private final Set<UUID> linked;
  private final Set<UUID> deleted;
  private final List<Schema.Pointer> pointers;

  /** Relations that a list asks for; the request has an end, so they need none. */
  private final Set<Link> asked;

  Surroundings(ObjectStore store, Schema schema, List<ObjectWrite> writes) {
    this.store = store;
    this.schema = schema;
    this.named =
        Stream.concat(
                ids(writes, ObjectWrite.ToExisting.class::isInstance),
                writes.stream().flatMap(each -> each.partners().stream()))
            .collect(Collectors.toSet());
    this.linked = ids(writes, ObjectWrite::needsLinks).collect(Collectors.toSet());
    this.deleted = ids(writes, Surroundings::deletes).collect(Collectors.toSet());
    this.pointers = pointers(writes);
    this.asked =
        writes.stream()
            .filter(ObjectWrite::needsLinks)
            .flatMap(each -> each.partners().stream().map(other -> Link.of(each.id(), other)))
            .collect(Collectors.toSet());
  }

  private static Stream<UUID> ids(List<ObjectWrite> writes, Predicate<ObjectWrite> which) {
    return writes.stream().filter(which).map(ObjectWrite::id);
  }

  private static boolean deletes(ObjectWrite write) {
    return write instanceof ObjectWrite.Delete;
  }

  private List<Schema.Pointer> pointers(List<ObjectWrite> writes) {
    return writes.stream()
        .filter(Surroundings::deletes)
        .map(each -> each.type().id())
        .distinct()
        .flatMap(type -> schema.pointersTo(type).stream())
        .toList();
  }

  /** The objects that writes name: those that are to be there and those to be related to. */
  Set<UUID> named() {
    return named;
  }

  boolean anyDeleted() {
    return !deleted.isEmpty();
  }

  /**
   * All relations of the objects of which all play a part.
   *
   * @throws TooManyInvolvedException when too many of them are not asked for
   */
  Set<Link> links() {
    if (linked.isEmpty()) {
      return Set.of();
    }
    Set<Link> links = store.links(linked, MOST + asked.size() + 1);
    bound(links.stream().filter(each -> !asked.contains(each)).count());
    return links;
  }

  /**
   * Other objects than the named ones: those that are related to some, or point to those that are
   * to be deleted.
   *
   * @throws TooManyInvolvedException when they are too many
   */
  Set<UUID> others() {
    Set<UUID> others = new HashSet<>();
    for (Link each : links()) {
      others.add(each.a());
      others.add(each.b());
    }
    others.removeAll(named);
    for (Schema.Pointer each : pointers) {
      others.addAll(store.pointing(each, deleted, MOST + named.size() + 1));
      others.removeAll(named);
      bound(others.size());
    }
    return others;
  }

  private static void bound(long involved) {
    if (involved > MOST) {
      throw new TooManyInvolvedException(MOST);
    }
  }
}
