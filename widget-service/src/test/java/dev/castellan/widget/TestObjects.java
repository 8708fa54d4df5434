package dev.castellan.widget;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.EventProbe;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Smart objects as smartobject-service would announce them. */
final class TestObjects {

  static final String MODULE = "test-lamp";

  private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis());

  static {
    EventProbe.send(
        MODULE,
        new ModuleState(
            MODULE,
            "Test lamp",
            "virtual",
            null,
            List.of(),
            List.of(
                new ModuleState.Action("getState", "Read state", null, true, true, List.of()),
                new ModuleState.Action("turnOn", "Turn on", null, false, true, List.of())),
            1));
  }

  private TestObjects() {}

  /** A new object that the given profiles may use besides admin. */
  static SmartobjectState lamp(Long... profiles) {
    return announce(IDS.incrementAndGet(), "lamp " + UUID.randomUUID(), profiles);
  }

  static long nextId() {
    return IDS.incrementAndGet();
  }

  static SmartobjectState announce(long id, String reference, Long... profiles) {
    SmartobjectState state =
        new SmartobjectState(id, reference, MODULE, 1, List.of(profiles), System.nanoTime());
    EventProbe.send(Long.toString(id), state);
    return state;
  }

  static void remove(long id) {
    EventProbe.sendRaw(Topics.SMARTOBJECT_STATE, Long.toString(id), Map.of(), null);
  }
}
