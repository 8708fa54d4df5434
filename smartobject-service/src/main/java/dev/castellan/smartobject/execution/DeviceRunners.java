package dev.castellan.smartobject.execution;

import dev.castellan.messaging.batch.GroupCommit;
import dev.castellan.messaging.intake.Outage;
import dev.castellan.smartobject.object.ObjectConfigured;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the queues of real devices: one thread for each object that has work, so that a slow device
 * holds up nobody else. Looks once a second for work that a lost replica left behind.
 */
@ApplicationScoped
class DeviceRunners {

  private static final int LARGEST_TURN = 100;
  private static final int MOST_FAILURES = 10;
  private static final long DRAIN_CHECK = TimeUnit.MILLISECONDS.toNanos(20);

  private final DeviceLeases leases;
  private final DeviceDriver driver;
  private final RunningDevices devices;
  private final BringUps bringUps;
  private final DeviceWatch watch;
  private final ActionWaiters waiters;
  private final DeviceConfig config;
  private final GroupCommit<DeviceEngine.Request, DeviceEngine.Turn> turns;
  private final CallSlots slots;

  /** Objects with a runner, and how often they were to be looked at since it began. */
  private final Map<Long, Integer> active = new ConcurrentHashMap<>();

  private volatile boolean running = true;
  private Thread keeper;

  DeviceRunners(
      DeviceEngine turns,
      DeviceLeases leases,
      DeviceDriver driver,
      RunningDevices devices,
      BringUps bringUps,
      DeviceWatch watch,
      ActionWaiters waiters,
      DeviceConfig config,
      MeterRegistry metrics) {
    this.leases = leases;
    this.driver = driver;
    this.devices = devices;
    this.bringUps = bringUps;
    this.watch = watch;
    this.waiters = waiters;
    this.config = config;
    this.turns = new GroupCommit<>(LARGEST_TURN, turns::take);
    this.slots = new CallSlots(config.running(), config.timeout(), System::nanoTime);
    metrics.gaugeMapSize("castellan.devices.running", java.util.List.of(), active);
  }

  void start(@Observes StartupEvent event) {
    keeper = Thread.ofPlatform().daemon().name("device-leases").start(this::keep);
  }

  /**
   * Lets the calls that are under way come to their end, unless they have more than the usual time,
   * and begins no more.
   */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    running = false;
    keeper.interrupt();
    long end = System.nanoTime() + config.timeout().toNanos();
    while (!active.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(DRAIN_CHECK);
    }
  }

  /** An object of a driver was added, edited or deleted, and that is committed. */
  void configured(@Observes(during = TransactionPhase.AFTER_SUCCESS) ObjectConfigured object) {
    if (running && bringUps.expect(object)) {
      wake(object.smartobjectId());
    }
  }

  /** There may be work in the queues of these objects. */
  void wake(Collection<Long> smartobjectIds) {
    smartobjectIds.forEach(this::wake);
  }

  private void wake(Long id) {
    active.compute(
        id,
        (key, wakes) -> {
          if (wakes == null) {
            Thread.ofVirtual().name("device-" + id).start(() -> run(id));
            return 1;
          }
          return wakes + 1;
        });
  }

  private void run(Long id) {
    Integer seen;
    do {
      seen = active.get(id);
      try {
        bringUps.bringUp(id);
        work(id);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        active.remove(id);
        return;
      } catch (RuntimeException | Error e) {
        Log.errorf(e, "Queue of smart object %d stopped; it will be looked at again", id);
      }
    } while (!active.remove(id, seen));
  }

  private void work(long id) throws InterruptedException {
    if (!running) {
      return;
    }
    DeviceEngine.Turn turn = take(DeviceEngine.Request.look(id));
    while (turn.next() != null) {
      turn = take(drive(turn));
    }
  }

  private DeviceEngine.Request drive(DeviceEngine.Turn turn) throws InterruptedException {
    DeviceDriver.Result result = call(turn);
    if (result == null) {
      return DeviceEngine.Request.again(turn.next());
    }
    if (result.outcome() != null) {
      bringUps.met(turn, result.online());
      return DeviceEngine.Request.after(result.outcome(), running);
    }
    Thread.sleep(result.pause());
    if (!running) {
      // Its lease runs out, and another replica makes the next attempt.
      throw new InterruptedException();
    }
    return DeviceEngine.Request.again(turn.next());
  }

  /**
   * Only calls take a slot, so that waiting objects hold up nobody.
   *
   * @return null when it was not made: there was so little room that its time is over
   */
  private DeviceDriver.Result call(DeviceEngine.Turn turn) throws InterruptedException {
    CallSlots.Slot slot = slots.acquire();
    try {
      boolean late = turn.next().expired() || !leases.heldSince(turn.begun());
      return late ? null : driver.call(turn);
    } finally {
      slot.giveBack();
    }
  }

  /** A result must not be lost because the database is away. */
  private DeviceEngine.Turn take(DeviceEngine.Request request) throws InterruptedException {
    long pause = 50;
    for (int failures = 0; ; ) {
      try {
        DeviceEngine.Turn turn = turns.call(request);
        turn.ended().forEach(waiters::ended);
        return turn;
      } catch (RuntimeException e) {
        if (cannotBeKept(e)) {
          return takeWithoutResult(request, e);
        }
        if (!running || !Outage.causes(e) && ++failures == MOST_FAILURES) {
          throw e;
        }
        Thread.sleep(pause);
        pause = Math.min(pause * 2, 1_000);
      }
    }
  }

  /** Refused as data: too large for an event, or no text that the database takes. */
  private static boolean cannotBeKept(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof IllegalArgumentException
          || each instanceof SQLException sql
              && sql.getSQLState() != null
              && (sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("54"))) {
        return true;
      }
    }
    return false;
  }

  /** The device has done it, so it has succeeded, whatever becomes of its answer. */
  private DeviceEngine.Turn takeWithoutResult(
      DeviceEngine.Request request, RuntimeException cause) {
    if (request.ended() == null || request.ended().result() == null) {
      throw cause;
    }
    Log.errorf(cause, "Result of execution %s cannot be kept", request.ended().call().id());
    DeviceEngine.Turn turn =
        turns.call(DeviceEngine.Request.after(request.ended().withoutResult(), running));
    turn.ended().forEach(waiters::ended);
    return turn;
  }

  private void keep() {
    while (running) {
      try {
        Thread.sleep(config.lookEvery());
        leases.renew(Set.copyOf(active.keySet()));
        wake(leases.forsaken());
        devices.letGoOfIdle(active::containsKey);
        slots.giveBackOverdue();
        wake(bringUps.overdue());
        watch.next().forEach(this::configured);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Log.warnf("Leases of devices cannot be kept: %s", e.getMessage());
      }
    }
  }
}
