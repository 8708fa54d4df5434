package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.object.ObjectSettings;
import dev.castellan.smartobject.object.StatusService;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects that are up on this replica: brought up when first driven, anew when they have been
 * edited since, and let go when they have not been used for a while.
 */
@ApplicationScoped
class RunningDevices {

  private final ModuleCatalogue modules;
  private final ObjectSettings settings;
  private final StatusService statuses;
  private final DeviceConfig config;
  private final Map<Long, Running> running = new ConcurrentHashMap<>();

  /**
   * @param manifest that it was brought up by
   */
  private record Running(Device device, long version, ModuleState manifest, long usedNanos) {

    Running usedNow() {
      return new Running(device, version, manifest, System.nanoTime());
    }
  }

  RunningDevices(
      ModuleCatalogue modules,
      ObjectSettings settings,
      StatusService statuses,
      DeviceConfig config) {
    this.modules = modules;
    this.settings = settings;
    this.statuses = statuses;
    this.config = config;
  }

  /**
   * The object as it was last edited; only its own runner asks for it, so nobody else uses it.
   *
   * @param version of the object that the caller has read; a running one that is older is brought
   *     up anew
   * @throws DeviceException when its settings cannot work
   */
  Device get(long smartobjectId, long version) throws DeviceException, InterruptedException {
    Running known = running.get(smartobjectId);
    if (known != null && known.version >= version && stillInstalled(known.manifest)) {
      running.put(smartobjectId, known.usedNow());
      return known.device;
    }
    if (known != null) {
      stop(smartobjectId, known);
    }
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
    Device device = module.start(present, online -> report(smartobjectId, online));
    running.put(
        smartobjectId,
        new Running(device, present.version(), module.manifest(), System.nanoTime()));
    return device;
  }

  /** A registered module that has another manifest now is another one. */
  private boolean stillInstalled(ModuleState manifest) {
    ModuleState present = modules.manifest(manifest.id()).orElse(null);
    return present == manifest || manifest.equals(present);
  }

  Optional<ModuleState> manifest(String module) {
    return modules.manifest(module);
  }

  /** Lets go of what has not been used for a while. */
  void letGoOfIdle() {
    long now = System.nanoTime();
    running.forEach(
        (id, each) -> {
          if (now - each.usedNanos > config.idle().toNanos()) {
            stop(id, each);
          }
        });
  }

  void stopAll(@Observes ShutdownEvent event) {
    running.forEach(this::stop);
  }

  /** Drivers tell it on threads of theirs, which must not wait for a database. */
  private void report(long smartobjectId, boolean online) {
    Thread.startVirtualThread(
        () -> {
          try {
            statuses.report(smartobjectId, online);
          } catch (RuntimeException e) {
            Log.warnf("Status of smart object %d stays: %s", smartobjectId, e.getMessage());
          }
        });
  }

  private void stop(long id, Running each) {
    if (running.remove(id, each)) {
      try {
        each.device.stop();
      } catch (RuntimeException e) {
        Log.warnf("Smart object %d did not let go: %s", id, e.getMessage());
      }
    }
  }
}
