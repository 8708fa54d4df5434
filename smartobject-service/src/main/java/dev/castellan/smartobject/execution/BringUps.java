package dev.castellan.smartobject.execution;

import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.object.ObjectConfigured;
import dev.castellan.smartobject.object.ObjectStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Objects that are to be brought up without being driven, and what driving says about others. */
@ApplicationScoped
class BringUps {

  private final ModuleCatalogue modules;
  private final DeviceDriver driver;
  private final StatusReports reports;

  /** Versions that objects are to be brought up in. */
  private final Map<Long, Long> expected = new ConcurrentHashMap<>();

  BringUps(ModuleCatalogue modules, DeviceDriver driver, StatusReports reports) {
    this.modules = modules;
    this.driver = driver;
    this.reports = reports;
  }

  /** Whether the object has a driver at all; its runner then brings it up. */
  boolean expect(ObjectConfigured object) {
    if (modules.find(object.module()).orElse(null) instanceof DeviceModule) {
      expected.merge(object.smartobjectId(), object.version(), Math::max);
      return true;
    }
    return false;
  }

  /** Brings an object up if that is to be done; only its own runner may ask. */
  void bringUp(long smartobjectId) throws InterruptedException {
    Long version = expected.remove(smartobjectId);
    if (version != null) {
      Optional<DeviceDriver.Up> up = driver.bringUp(smartobjectId, version);
      up.ifPresent(is -> reports.tell(smartobjectId, is.version(), is.online()));
      if (up.isEmpty()) {
        expected.putIfAbsent(smartobjectId, version);
      }
    }
  }

  /** Objects that could not be brought up for reasons that are not theirs. */
  Set<Long> overdue() {
    return Set.copyOf(expected.keySet());
  }

  /** A call has met the object, or has not. */
  void met(DeviceEngine.Turn turn, Boolean online) {
    int met = Boolean.TRUE.equals(online) ? ObjectStatus.ONLINE.id() : ObjectStatus.OFFLINE.id();
    if (online == null || met == turn.status()) {
      return;
    }
    reports.tell(turn.next().call().smartobjectId(), turn.version(), online);
  }
}
