package dev.castellan.smartobject.object;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** What the others can know of the objects: the versions that the state topic holds. */
@ApplicationScoped
class PublishedStates implements StateFollower {

  private Map<Long, Long> versions = new HashMap<>();

  @Override
  public String topic() {
    return Topics.SMARTOBJECT_STATE;
  }

  @Override
  public Map<String, Class<?>> types() {
    return Map.of(EventTypes.typeOf(SmartobjectState.class), SmartobjectState.class);
  }

  @Override
  public synchronized void apply(String key, Object state) {
    if (versions == null) {
      return;
    }
    if (state instanceof SmartobjectState object) {
      versions.put(object.id(), object.version());
    } else {
      versions.remove(Long.valueOf(key));
    }
  }

  /** Version by id; from now on nothing is remembered any more. */
  synchronized Map<Long, Long> take() {
    Map<Long, Long> taken = versions == null ? Map.of() : versions;
    versions = null;
    return taken;
  }
}
