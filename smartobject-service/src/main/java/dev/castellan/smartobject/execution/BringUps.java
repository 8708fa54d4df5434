package dev.castellan.smartobject.execution;

import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.object.ObjectConfigured;
import dev.castellan.smartobject.object.ObjectStatus;
import dev.castellan.smartobject.object.StatusService;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Objects that are to be brought up without being driven, and what driving says about others. */
@ApplicationScoped
class BringUps {

  private final ModuleCatalogue modules;
  private final DeviceDriver driver;
  private final StatusService statuses;

  /** Versions that objects are to be brought up in. */
  private final Map<Long, Long> expected = new ConcurrentHashMap<>();

  BringUps(ModuleCatalogue modules, DeviceDriver driver, StatusService statuses) {
    this.modules = modules;
    this.driver = driver;
    this.statuses = statuses;
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
      Boolean up = driver.bringUp(smartobjectId, version);
      if (up != null) {
        statuses.report(smartobjectId, up);
      }
    }
  }

  /** A call has met the object, or has not; a status that is not kept now is kept by the next. */
  void met(DeviceEngine.Turn turn, Boolean online) {
    int met = Boolean.TRUE.equals(online) ? ObjectStatus.ONLINE.id() : ObjectStatus.OFFLINE.id();
    if (online == null || met == turn.status()) {
      return;
    }
    try {
      statuses.report(turn.next().call().smartobjectId(), online);
    } catch (RuntimeException e) {
      Log.warnf("Status of a smart object stays: %s", e.getMessage());
    }
  }
}
