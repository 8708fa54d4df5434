package dev.castellan.smartobject.execution;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.ModuleState.Action;
import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceCall;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.StatusReport;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A module whose devices do what a test tells them. */
@ApplicationScoped
class TestModule implements DeviceModule {

  /** What a device does when it is called. */
  interface Behaviour {
    Map<String, Object> on(DeviceCall call) throws DeviceException, InterruptedException;
  }

  private static final Parameter PIN =
      new Parameter("pin", "text", null, null, null, null, null, true);
  private static final Parameter CODE =
      new Parameter("code", "number", 665544, null, null, null, null, true);
  private static final Map<Long, Behaviour> BEHAVIOURS = new ConcurrentHashMap<>();
  private static final Map<Long, List<DeviceCall>> CALLS = new ConcurrentHashMap<>();
  private static final Map<Long, Integer> STARTS = new ConcurrentHashMap<>();
  private static final Map<Long, Integer> STOPS = new ConcurrentHashMap<>();
  private static final Map<Long, StatusReport> REPORTS = new ConcurrentHashMap<>();

  static void behave(long smartobjectId, Behaviour behaviour) {
    BEHAVIOURS.put(smartobjectId, behaviour);
  }

  /** Keeps the device's calls inside until the latch opens. */
  static CountDownLatch block(long smartobjectId) {
    CountDownLatch open = new CountDownLatch(1);
    behave(
        smartobjectId,
        call -> {
          open.await();
          return Map.of();
        });
    return open;
  }

  /** The device never comes back from a push; whatever else it does is well. */
  static void hangOnPush(long smartobjectId) {
    CountDownLatch never = new CountDownLatch(1);
    behave(
        smartobjectId,
        call -> {
          if (call.action().equals("push")) {
            never.await();
          }
          return Map.of();
        });
  }

  static List<DeviceCall> callsOf(long smartobjectId) {
    return CALLS.getOrDefault(smartobjectId, List.of());
  }

  @Override
  public ModuleState manifest() {
    return new ModuleState(
        "test-device",
        "Test device",
        "test",
        null,
        List.of(),
        List.of(
            new Action("look", "Look", null, true, true, List.of()),
            new Action("set", "Set", null, false, true, List.of()),
            new Action("push", "Push", null, false, false, List.of()),
            new Action("unlock", "Unlock", null, false, false, List.of(PIN, CODE))),
        1);
  }

  static int startsOf(long smartobjectId) {
    return STARTS.getOrDefault(smartobjectId, 0);
  }

  static int stopsOf(long smartobjectId) {
    return STOPS.getOrDefault(smartobjectId, 0);
  }

  /** Where the driver tells what it notices by itself. */
  static StatusReport reportOf(long smartobjectId) {
    return REPORTS.get(smartobjectId);
  }

  @Override
  public Device start(DeviceSettings settings, StatusReport status) throws DeviceException {
    long id = settings.smartobjectId();
    STARTS.merge(id, 1, Integer::sum);
    REPORTS.put(id, status);
    if (Boolean.TRUE.equals(settings.values().get("broken"))) {
      throw DeviceException.refused("Broken settings");
    }
    return new Device() {
      @Override
      public Map<String, Object> execute(DeviceCall call)
          throws DeviceException, InterruptedException {
        CALLS.computeIfAbsent(id, any -> new CopyOnWriteArrayList<>()).add(call);
        Behaviour behaviour = BEHAVIOURS.get(id);
        return behaviour == null ? Map.of("ok", true) : behaviour.on(call);
      }

      @Override
      public void stop() {
        STOPS.merge(id, 1, Integer::sum);
        while (Boolean.TRUE.equals(settings.values().get("clinging"))) {
          LockSupport.park();
        }
      }
    };
  }
}
