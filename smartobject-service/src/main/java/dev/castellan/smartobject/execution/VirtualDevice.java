package dev.castellan.smartobject.execution;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A device whose row is locked by the running transaction. */
final class VirtualDevice {

  private final long smartobjectId;
  private final String module;
  private final Set<Long> profiles;
  private Map<String, Object> state;
  private long changes;
  private Instant usedAt;

  VirtualDevice(
      long smartobjectId,
      String module,
      Set<Long> profiles,
      Map<String, Object> state,
      long changes) {
    this.smartobjectId = smartobjectId;
    this.module = module;
    this.profiles = profiles;
    this.state = state;
    this.changes = changes;
  }

  long smartobjectId() {
    return smartobjectId;
  }

  String module() {
    return module;
  }

  Set<Long> profiles() {
    return profiles;
  }

  Map<String, Object> state() {
    return state;
  }

  long changes() {
    return changes;
  }

  /** When it was last used in this transaction; null if it was only read. */
  Instant usedAt() {
    return usedAt;
  }

  void change(Map<String, Object> newState, Instant at) {
    state = newState;
    changes++;
    usedAt = at;
  }

  /** What a driver answers: the state, and how many effects it has seen. */
  Map<String, Object> result() {
    Map<String, Object> result = new LinkedHashMap<>(state);
    result.put("changes", changes);
    return result;
  }
}
