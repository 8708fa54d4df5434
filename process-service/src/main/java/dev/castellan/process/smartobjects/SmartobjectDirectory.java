package dev.castellan.process.smartobjects;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.StateFollower;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Every smart object there is, kept in memory from the state topic. */
@ApplicationScoped
public class SmartobjectDirectory implements StateFollower {

  private final Map<Long, SmartobjectState> byId = new HashMap<>();
  private final Map<String, Long> idByReference = new HashMap<>();

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
    if (state instanceof SmartobjectState fresh) {
      SmartobjectState known = byId.get(fresh.id());
      if (known != null && known.version() > fresh.version()) {
        return;
      }
      forget(fresh.id());
      byId.put(fresh.id(), fresh);
      idByReference.put(fresh.reference(), fresh.id());
      notifyAll();
    } else {
      forget(Long.parseLong(key));
    }
  }

  /** The object with that id. */
  public synchronized Optional<SmartobjectState> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The object that a text means: its reference, or else its id when the text is all digits. */
  public synchronized Optional<SmartobjectState> byText(String text) {
    Long id = idByReference.get(text);
    if (id == null && text.matches("\\d{1,18}")) {
      id = Long.valueOf(text);
    }
    return Optional.ofNullable(id).map(byId::get);
  }

  /**
   * Asks again with each change that arrives, until there is an answer or the time is over: what a
   * caller has just created may be a moment away.
   */
  public synchronized <T> Optional<T> await(Supplier<Optional<T>> question, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    Optional<T> answer = question.get();
    try {
      for (long left; answer.isEmpty() && (left = end - System.nanoTime()) > 0; ) {
        wait(Math.max(1, left / 1_000_000));
        answer = question.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  /** Whether a caller may execute actions of an object by himself. */
  public static boolean mayExecute(Caller caller, SmartobjectState object) {
    return caller.admin() || object.profiles().contains(caller.profileId());
  }

  private void forget(long id) {
    SmartobjectState gone = byId.remove(id);
    if (gone != null) {
      idByReference.remove(gone.reference(), id);
    }
  }
}
