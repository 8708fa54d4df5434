package dev.castellan.process;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.process.smartobjects.Target;
import dev.castellan.testing.EventProbe;
import io.quarkus.arc.Arc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Smart objects as smartobject-service would announce them. */
public final class TestObjects {

  /** Module of every object made here. */
  public static final String MODULE = "test-light";

  private static final Duration PATIENCE = Duration.ofMinutes(1);

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
                new ModuleState.Action("toggle", "Toggle", null, false, false, List.of()),
                new ModuleState.Action(
                    "dim",
                    "Dim",
                    null,
                    false,
                    true,
                    List.of(
                        new ModuleState.Parameter(
                            "level", "slider", null, 0.0, 100.0, null, null))),
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
                        new ModuleState.Parameter("label", "text", "", null, null, null, null))),
                new ModuleState.Action(
                    "unlock", "Unlock", null, false, false, List.of(secret("pin"))),
                new ModuleState.Action("lock", "Lock", null, false, true, List.of(secret("pin")))),
            1));
  }

  private TestObjects() {}

  private static ModuleState.Parameter secret(String id) {
    return new ModuleState.Parameter(id, "text", null, null, null, null, null, true);
  }

  /**
   * A new object that the given profiles may drive besides admin; the application knows it by now,
   * and its module.
   */
  public static SmartobjectState light(Long... profiles) {
    return known(announced(profiles));
  }

  /** One that the application, should it run, need not have heard of yet. */
  public static SmartobjectState announced(Long... profiles) {
    return announce(nextId(), "light " + UUID.randomUUID(), profiles);
  }

  /** The same object, once the application knows it so. */
  public static SmartobjectState known(SmartobjectState object) {
    Catalogue catalogue = Arc.container().instance(Catalogue.class).get();
    Target target = new Target(object.id(), null);
    Awaitility.await("object " + object.id())
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(
            () ->
                catalogue.find(target).filter(object::equals).isPresent()
                    && catalogue.manifest(target).isPresent());
    return object;
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
