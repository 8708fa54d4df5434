package dev.castellan.element.structure;

import dev.castellan.contracts.Caller;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All structures at one moment. Immutable but for what it remembers of its own answers. */
public final class Structures {

  private final long stamp;
  private final Map<Long, Structure> byId = new LinkedHashMap<>();
  private final Map<String, Structure> byName = new HashMap<>();
  private final Map<ViewKey, StructureView> views = new ConcurrentHashMap<>();
  private final Map<String, String[]> hidden = new ConcurrentHashMap<>();

  private record ViewKey(long structure, String profile) {}

  private Structures(long stamp, Collection<Structure> structures) {
    this.stamp = stamp;
    structures.forEach(
        each -> {
          byId.put(each.id(), each);
          byName.put(each.name().toLowerCase(Locale.ROOT), each);
        });
  }

  /**
   * @param stamp differs whenever a structure has changed
   */
  public static Structures of(long stamp, Collection<Structure> structures) {
    return new Structures(stamp, structures);
  }

  /** Differs whenever a structure has changed. */
  public long stamp() {
    return stamp;
  }

  public Collection<Structure> all() {
    return byId.values();
  }

  public Optional<Structure> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** By name in any case, or by id. */
  public Optional<Structure> find(String reference) {
    Structure named = byName.get(reference.toLowerCase(Locale.ROOT));
    return named == null && reference.matches("\\d{1,18}")
        ? byId(Long.parseLong(reference))
        : Optional.ofNullable(named);
  }

  /** The structure and all that extend it. */
  public List<Structure> family(Structure structure) {
    return byId.values().stream().filter(each -> each.is(structure)).toList();
  }

  /**
   * A structure as the caller's profile sees it.
   *
   * @throws IllegalArgumentException when there is none with that id
   */
  public StructureView view(long structureId, Caller caller) {
    return views.computeIfAbsent(
        new ViewKey(structureId, profileOf(caller)),
        key ->
            new StructureView(
                byId(structureId).orElseThrow(IllegalArgumentException::new),
                caller.profile(),
                caller.admin()));
  }

  /** Keys of all relations of all structures that the caller may not read. */
  public String[] hiddenRelations(Caller caller) {
    return hidden.computeIfAbsent(
        profileOf(caller),
        profile ->
            byId.keySet().stream()
                .flatMap(each -> view(each, caller).hiddenRelations().stream())
                .distinct()
                .toArray(String[]::new));
  }

  /** Ids of the structures whose elements the caller may view. */
  public List<Long> viewable(Caller caller) {
    return byId.keySet().stream().filter(each -> view(each, caller).may(Right.VIEW)).toList();
  }

  /** No profile can be named like admin's, whatever it calls itself. */
  private static String profileOf(Caller caller) {
    return caller.admin() ? "\0admin" : caller.profile();
  }
}
