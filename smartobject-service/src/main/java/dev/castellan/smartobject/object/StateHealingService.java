package dev.castellan.smartobject.object;

import dev.castellan.messaging.state.StateTopicsRead;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Brings the state topic to what the database says, once after each start: a topic that was wiped,
 * or restored to an older state, heals by itself.
 */
@ApplicationScoped
class StateHealingService {

  /** One replica at a time says things again; more would do no harm, but no good either. */
  private static final long LOCK = 0x0CA57E11A5E1L;

  private static final int CHUNK = 500;

  private final EntityManager database;
  private final SmartobjectRepository objects;
  private final PublishedStates published;
  private final SmartobjectEvents events;

  StateHealingService(
      EntityManager database,
      SmartobjectRepository objects,
      PublishedStates published,
      SmartobjectEvents events) {
    this.database = database;
    this.objects = objects;
    this.published = published;
    this.events = events;
  }

  void healAfterStart(@ObservesAsync StateTopicsRead read) {
    try {
      heal(published.take());
    } catch (RuntimeException e) {
      Log.warnf("The state topic is looked at again after the next start: %s", e.getMessage());
    }
  }

  /**
   * @param known version by id, as the topic has them
   */
  void heal(Map<Long, Long> known) {
    Set<Long> surplus = new HashSet<>(known.keySet());
    long last = 0;
    Map<Long, Long> chunk;
    do {
      long after = last;
      chunk = QuarkusTransaction.requiringNew().call(() -> objects.versionsAfter(after, CHUNK));
      List<Long> stale = new ArrayList<>();
      for (Map.Entry<Long, Long> each : chunk.entrySet()) {
        last = each.getKey();
        surplus.remove(last);
        if (known.getOrDefault(last, 0L) < each.getValue()) {
          stale.add(last);
        }
      }
      heal(stale, ids -> objects.lockAll(ids).forEach(events::stateAgain));
    } while (chunk.size() == CHUNK);
    List<Long> gone = List.copyOf(surplus);
    for (int i = 0; i < gone.size(); i += CHUNK) {
      heal(gone.subList(i, Math.min(gone.size(), i + CHUNK)), this::takeOff);
    }
  }

  private void takeOff(List<Long> ids) {
    Set<Long> existing = new HashSet<>();
    objects.lockAll(ids).forEach(object -> existing.add(object.id()));
    ids.stream().filter(id -> !existing.contains(id)).forEach(events::goneAgain);
  }

  private void heal(List<Long> ids, Consumer<List<Long>> saying) {
    if (ids.isEmpty()) {
      return;
    }
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Object free =
                  database
                      .createNativeQuery("select pg_try_advisory_xact_lock(?1)")
                      .setParameter(1, LOCK)
                      .getSingleResult();
              if (Boolean.TRUE.equals(free)) {
                saying.accept(ids);
                Log.infof("Said again the state of %d objects", ids.size());
              }
            });
  }
}
