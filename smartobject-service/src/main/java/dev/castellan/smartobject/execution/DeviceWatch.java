package dev.castellan.smartobject.execution;

import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.object.ObjectConfigured;
import dev.castellan.smartobject.object.ObjectVersions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps objects up whose drivers notice by themselves how they are: after a start, and when they
 * did not come up before. Lets go of what was edited or deleted on another replica.
 */
@ApplicationScoped
class DeviceWatch {

  /** Brought up in one look, so that brokers are not overrun after a start. */
  private static final int AT_ONCE = 50;

  private final ModuleCatalogue modules;
  private final RunningDevices devices;
  private final ObjectVersions objects;
  private final DeviceConfig config;

  /** Touched by the keeper alone, as is the other. */
  private final Queue<ObjectConfigured> due = new ArrayDeque<>();

  private long nextCheck = System.nanoTime();

  DeviceWatch(
      ModuleCatalogue modules,
      RunningDevices devices,
      ObjectVersions objects,
      DeviceConfig config) {
    this.modules = modules;
    this.devices = devices;
    this.objects = objects;
    this.config = config;
  }

  /** Some objects that are to be brought up now. */
  List<ObjectConfigured> next() {
    if (due.isEmpty() && System.nanoTime() - nextCheck >= 0) {
      nextCheck = System.nanoTime() + config.checkEvery().toNanos();
      check();
    }
    List<ObjectConfigured> next = new ArrayList<>();
    while (next.size() < AT_ONCE && !due.isEmpty()) {
      next.add(due.remove());
    }
    return next;
  }

  private void check() {
    Set<String> watched =
        modules.all().stream()
            .filter(each -> each instanceof DeviceModule device && device.watches())
            .map(each -> each.manifest().id())
            .collect(Collectors.toSet());
    Map<Long, Long> running = new HashMap<>(devices.versions());
    objects.forEach(
        watched,
        running.keySet(),
        object -> {
          Long version = running.remove(object.smartobjectId());
          if (version != null && version >= object.version()) {
            return;
          }
          if (watched.contains(object.module())) {
            due.add(object);
          } else {
            devices.letGo(object.smartobjectId(), version);
          }
        });
    running.forEach(devices::letGo);
  }
}
