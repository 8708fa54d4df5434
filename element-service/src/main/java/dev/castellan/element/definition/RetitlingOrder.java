package dev.castellan.element.definition;

import dev.castellan.element.document.Recipe;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Structure;
import dev.castellan.element.structure.Structures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whose elements are made anew when those of some structures get other titles, and in which order:
 * computed fields show titles of related elements, so these come first.
 */
final class RetitlingOrder {

  private final Structures structures;

  /** By id, the structures of whose elements computed fields may show the titles. */
  private final Map<Long, Set<Long>> shown = new HashMap<>();

  /**
   * Elements that are made anew together.
   *
   * @param circular whether they may show titles of each other
   */
  record Step(List<Structure> structures, boolean circular) {

    /** How often each of them is made: without the titles of the others first, then with them. */
    int passes() {
      return circular ? 2 : 1;
    }

    boolean has(long structureId) {
      return structures.stream().anyMatch(each -> each.id() == structureId);
    }
  }

  /**
   * @param structures as they will be
   * @param led by id, the structures to which relations that computed fields show lead already; a
   *     relation stays when its field gets another target
   */
  RetitlingOrder(Structures structures, Map<Long, Set<Long>> led) {
    this.structures = structures;
    for (Structure each : structures.all()) {
      Set<Long> ids = new HashSet<>(led.getOrDefault(each.id(), Set.of()));
      new Recipe(each).relations().forEach(relation -> ids.addAll(ids(targets(relation))));
      shown.put(each.id(), ids);
    }
  }

  private Collection<Structure> targets(Field relation) {
    if (relation.target() == null) {
      return structures.all();
    }
    return structures.find(relation.target()).map(structures::family).orElse(List.of());
  }

  private static Set<Long> ids(Collection<Structure> structures) {
    return structures.stream().map(Structure::id).collect(Collectors.toSet());
  }

  /** These structures and all that may show titles of theirs, be it by way of others. */
  List<Step> from(Collection<Structure> changed) {
    Set<Long> first = ids(changed);
    Set<Long> left = new TreeSet<>(first);
    for (long each : shown.keySet()) {
      if (!Collections.disjoint(behind(each, shown.keySet()), first)) {
        left.add(each);
      }
    }
    List<Step> steps = new ArrayList<>();
    while (!left.isEmpty()) {
      Step next = next(left);
      steps.add(next);
      next.structures().forEach(each -> left.remove(each.id()));
    }
    return steps;
  }

  /** One that shows none of those left; or some that show each other and nobody else. */
  private Step next(Set<Long> left) {
    Map<Long, Set<Long>> behind = new HashMap<>();
    left.forEach(each -> behind.put(each, behind(each, left)));
    // Whoever shows the fewest shows nobody, or only those who show the very same.
    long least =
        left.stream().min(Comparator.comparingInt(each -> behind.get(each).size())).orElseThrow();
    Set<Long> circle = behind.get(least);
    return circle.isEmpty() ? step(Set.of(least), false) : step(circle, true);
  }

  private Step step(Set<Long> ids, boolean circular) {
    return new Step(
        structures.all().stream().filter(each -> ids.contains(each.id())).toList(), circular);
  }

  /** What a structure shows, be it by way of others; itself too if that leads back to it. */
  private Set<Long> behind(long id, Set<Long> within) {
    Set<Long> found = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(List.of(id));
    while (!open.isEmpty()) {
      for (long each : shown.get(open.pop())) {
        if (within.contains(each) && found.add(each)) {
          open.push(each);
        }
      }
    }
    return found;
  }
}
