package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.object.ObjectSettings;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Objects that are up on this replica: brought up when first driven, anew when they have been
 * edited since, and let go when they have not been used for a while, unless they are watched.
 */
@ApplicationScoped
class RunningDevices {

  /** Connections may need a moment to say goodbye. */
  private static final Duration LAST_STOPS = Duration.ofSeconds(2);

  private final ModuleCatalogue modules;
  private final ObjectSettings settings;
  private final StatusReports reports;
  private final DeviceConfig config;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  /**
   * @param version of the object that it was brought up in
   * @param manifest that it was brought up by
   * @param watched whether it is kept up though nobody uses it
   */
  record Running(
      Device device, long version, ModuleState manifest, boolean watched, long usedNanos) {

    private Running usedNow() {
      return new Running(device, version, manifest, watched, System.nanoTime());
    }
  }

  RunningDevices(
      ModuleCatalogue modules,
      ObjectSettings settings,
      StatusReports reports,
      DeviceConfig config) {
    this.modules = modules;
    this.settings = settings;
    this.reports = reports;
    this.config = config;
  }

  /**
   * The object as it was last edited; only its own runner asks for it, so nobody else uses it.
   *
   * @param version of the object that the caller has read; a running one that is older is brought
   *     up anew
   * @throws DeviceException when its settings cannot work
   */
  Running get(long smartobjectId, long version) throws DeviceException, InterruptedException {
    Running known = running.get(smartobjectId);
    if (known != null && known.version >= version && stillInstalled(known.manifest)) {
      Running used = known.usedNow();
      if (running.replace(smartobjectId, known, used)) {
        return used;
      }
    }
    letGo(smartobjectId);
    DeviceSettings present =
        settings
            .of(smartobjectId)
            .orElseThrow(() -> DeviceException.refused("The smart object is gone"));
    DeviceModule module =
        modules
            .find(present.module())
            .filter(DeviceModule.class::isInstance)
            .map(DeviceModule.class::cast)
            .orElseThrow(() -> DeviceException.refused("The module is not installed"));
    Device device =
        module.start(present, online -> reports.tell(smartobjectId, present.version(), online));
    Running fresh =
        new Running(
            device, present.version(), module.manifest(), module.watches(), System.nanoTime());
    running.put(smartobjectId, fresh);
    return fresh;
  }

  /** A registered module that has another manifest now is another one. */
  private boolean stillInstalled(ModuleState manifest) {
    ModuleState present = modules.manifest(manifest.id()).orElse(null);
    return present == manifest || manifest.equals(present);
  }

  Optional<ModuleState> manifest(String module) {
    return modules.manifest(module);
  }

  /** The versions in which objects are up, by their ids. */
  Map<Long, Long> versions() {
    Map<Long, Long> versions = new HashMap<>();
    running.forEach((id, each) -> versions.put(id, each.version));
    return versions;
  }

  /**
   * Lets go of what has not been used for a while.
   *
   * @param busy objects that are in use, however long ago that began
   */
  void letGoOfIdle(Predicate<Long> busy) {
    long now = System.nanoTime();
    running.forEach(
        (id, each) -> {
          boolean idle = now - each.usedNanos > config.idle().toNanos();
          if (!each.watched && idle && !busy.test(id)) {
            stop(id, each);
          }
        });
  }

  /** Lets go of an object, unless it is up in another version by now. */
  void letGo(long smartobjectId, long version) {
    Running each = running.get(smartobjectId);
    if (each != null && each.version == version) {
      stop(smartobjectId, each);
    }
  }

  private void letGo(long smartobjectId) {
    Running each = running.get(smartobjectId);
    if (each != null) {
      stop(smartobjectId, each);
    }
  }

  void stopAll(@Observes ShutdownEvent event) {
    List<Thread> stops = new ArrayList<>();
    running.forEach((id, each) -> stop(id, each).ifPresent(stops::add));
    long end = System.nanoTime() + LAST_STOPS.toNanos();
    try {
      for (Thread each : stops) {
        each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a thread of its own: a driver that does not come back must hold up nobody. */
  private Optional<Thread> stop(long id, Running each) {
    return running.remove(id, each)
        ? Optional.of(Thread.ofVirtual().name("stop-" + id).start(() -> stop(id, each.device)))
        : Optional.empty();
  }

  private static void stop(long id, Device device) {
    try {
      device.stop();
    } catch (RuntimeException e) {
      Log.warnf("Smart object %d did not let go: %s", id, e.getMessage());
    }
  }
}
