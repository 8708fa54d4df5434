package dev.castellan.widget.smartobjects;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every smart object there is, kept in memory from the state topic. Reads take no lock: each widget
 * that is shown asks for each of its sources.
 */
@ApplicationScoped
public class Smartobjects implements StateFollower {

  private final Map<Long, SmartobjectState> byId = new ConcurrentHashMap<>();
  private final Map<String, Long> idByReference = new ConcurrentHashMap<>();
  private final Event<SmartobjectNews> news;
  private final Epoch epoch;

  Smartobjects(Event<SmartobjectNews> news, Epoch epoch) {
    this.news = news;
    this.epoch = epoch;
  }

  @Override
  public String topic() {
    return Topics.SMARTOBJECT_STATE;
  }

  @Override
  public Map<String, Class<?>> types() {
    return Map.of(EventTypes.typeOf(SmartobjectState.class), SmartobjectState.class);
  }

  @Override
  public void apply(String key, Object state) {
    long id = Long.parseLong(key);
    synchronized (this) {
      SmartobjectState known = byId.get(id);
      if (state instanceof SmartobjectState fresh) {
        if (known != null && known.version() > fresh.version()) {
          return;
        }
        byId.put(id, fresh);
        idByReference.put(fresh.reference(), id);
        forgetName(known, fresh.reference());
      } else {
        byId.remove(id);
        forgetName(known, null);
      }
      notifyAll();
    }
    epoch.next();
    news.fire(new SmartobjectNews(id));
  }

  /** The object that a pointer means; text is a reference first, then an id. */
  public Optional<SmartobjectState> find(ObjectRef pointer) {
    if (pointer.id() != null) {
      return Optional.ofNullable(byId.get(pointer.id()));
    }
    Long id = idByReference.get(pointer.name());
    id = id == null ? pointer.nameAsId() : id;
    return id == null ? Optional.empty() : Optional.ofNullable(byId.get(id));
  }

  /** The object that a source asks. */
  public Optional<SmartobjectState> find(Target target) {
    return target.id() != null
        ? Optional.ofNullable(byId.get(target.id()))
        : find(new ObjectRef(null, target.reference(), null));
  }

  /** As {@link #find(ObjectRef)}; an object made a moment ago may still be on its way here. */
  public synchronized Optional<SmartobjectState> await(ObjectRef pointer, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Optional<SmartobjectState> found = find(pointer);
    try {
      for (long left; found.isEmpty() && (left = end - System.nanoTime()) > 0; ) {
        wait(Math.max(1, left / 1_000_000));
        found = find(pointer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return found;
  }

  /** Whether a viewer may execute actions of an object, and so see what they answer. */
  public static boolean mayExecute(Caller viewer, SmartobjectState object) {
    return viewer.admin() || object.profiles().contains(viewer.profileId());
  }

  private void forgetName(SmartobjectState known, String now) {
    if (known != null && !known.reference().equals(now)) {
      idByReference.remove(known.reference(), known.id());
    }
  }
}
