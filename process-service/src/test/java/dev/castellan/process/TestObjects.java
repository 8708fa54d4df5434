package dev.castellan.process;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.EventProbe;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Smart objects as smartobject-service would announce them. */
public final class TestObjects {

  /** Module of every object made here. */
  public static final String MODULE = "test-light";

  private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis());

  static {
    EventProbe.send(
        MODULE,
        new ModuleState(
            MODULE,
            "Test light",
            "virtual",
            null,
            List.of(),
            List.of(
                new ModuleState.Action("turnOff", "Turn off", null, false, true, List.of()),
                new ModuleState.Action(
                    "turnOn",
                    "Turn on",
                    null,
                    false,
                    true,
                    List.of(
                        new ModuleState.Parameter(
                            "brightness", "slider", 255, 1.0, 255.0, 1.0, null),
                        new ModuleState.Parameter(
                            "color", "colorpicker", "#ffffff", null, null, null, null),
                        new ModuleState.Parameter("label", "text", "", null, null, null, null)))),
            1));
  }

  private TestObjects() {}

  /** A new object that the given profiles may drive besides admin. */
  public static SmartobjectState light(Long... profiles) {
    return announce(nextId(), "light " + UUID.randomUUID(), profiles);
  }

  public static long nextId() {
    return IDS.incrementAndGet();
  }

  public static SmartobjectState announce(long id, String reference, Long... profiles) {
    SmartobjectState state =
        new SmartobjectState(id, reference, MODULE, 1, List.of(profiles), System.nanoTime());
    EventProbe.send(Long.toString(id), state);
    return state;
  }

  public static void remove(long id) {
    EventProbe.sendRaw(Topics.SMARTOBJECT_STATE, Long.toString(id), Map.of(), null);
  }
}
