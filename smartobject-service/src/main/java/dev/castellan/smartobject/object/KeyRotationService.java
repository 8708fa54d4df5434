package dev.castellan.smartobject.object;

import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/**
 * Encrypts secrets anew that are not under the current key, in the background after each start:
 * once every replica knows a new key, putting it first and restarting is all that a rotation takes.
 * The old key may go once no replica says that it has anything left to do.
 */
@ApplicationScoped
class KeyRotationService {

  private static final int CHUNK = 200;

  private static final String OLD =
      """
      select id, smartobject_id, reference, sealed from smartobject_setting
      where sealed is not null and not starts_with(sealed, ?) and id > ?
      order by id limit ? for update
      """;

  private static final String UPDATE =
      """
      update smartobject_setting s set sealed = u.sealed
      from unnest(?, ?) as u (id, sealed) where s.id = u.id
      """;

  private final Jdbc jdbc;
  private final SealedSettings secrets;
  private Thread thread;

  KeyRotationService(Jdbc jdbc, SealedSettings secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  private record Sealed(long id, long smartobjectId, String reference, String text) {}

  /**
   * @param last id that the next chunk begins behind; below zero when there is none
   */
  private record Chunk(long last, int resealed, int lost) {}

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("key-rotation").start(this::rotateAndTell);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  /**
   * Encrypts every secret anew whose key is not the current one.
   *
   * @return how many
   */
  long rotate() {
    long resealed = 0;
    long lost = 0;
    Chunk chunk = new Chunk(0, 0, 0);
    do {
      long after = chunk.last;
      chunk = QuarkusTransaction.requiringNew().call(() -> rotateAfter(after));
      resealed += chunk.resealed;
      lost += chunk.lost;
    } while (chunk.last >= 0 && !Thread.currentThread().isInterrupted());
    if (lost > 0) {
      Log.errorf("%d secrets are under keys that are not configured", lost);
    }
    return resealed;
  }

  private Chunk rotateAfter(long last) {
    List<Sealed> old =
        jdbc.run(
            OLD,
            select -> {
              select.setString(1, secrets.currentPrefix());
              select.setLong(2, last);
              select.setInt(3, CHUNK);
              return Jdbc.rows(
                  select,
                  row ->
                      new Sealed(
                          row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
            });
    List<Sealed> fresh = new ArrayList<>(old.size());
    for (Sealed each : old) {
      try {
        String text = secrets.reseal(each.smartobjectId, each.reference, each.text);
        fresh.add(new Sealed(each.id, each.smartobjectId, each.reference, text));
      } catch (IllegalStateException e) {
        Log.debugf("Setting %d stays as it is: %s", each.id, e.getMessage());
      }
    }
    if (!fresh.isEmpty()) {
      jdbc.run(
          UPDATE,
          update -> {
            Jdbc.bind(update, 1, "bigint", fresh, Sealed::id);
            Jdbc.bind(update, 2, "text", fresh, Sealed::text);
            return update.executeUpdate();
          });
    }
    long next = old.size() < CHUNK ? -1 : old.get(old.size() - 1).id;
    return new Chunk(next, fresh.size(), old.size() - fresh.size());
  }

  private void rotateAndTell() {
    try {
      long resealed = rotate();
      if (resealed > 0) {
        Log.infof("Encrypted %d secrets anew under %s", resealed, secrets.currentPrefix());
      }
    } catch (RuntimeException e) {
      Log.warnf("Secrets under old keys are encrypted anew after the next start: %s", e);
    }
  }
}
