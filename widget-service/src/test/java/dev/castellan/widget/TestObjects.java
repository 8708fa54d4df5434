package dev.castellan.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.EventProbe;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.widget.smartobjects.Modules;
import dev.castellan.widget.smartobjects.Smartobjects;
import jakarta.enterprise.inject.spi.CDI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Smart objects as smartobject-service would announce them. */
final class TestObjects {

  static final String MODULE = "test-lamp";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
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
    Modules modules = CDI.current().select(Modules.class).get();
    // Here, since another thread would wait for this class.
    Awaitility.await()
        .pollInSameThread()
        .atMost(PATIENCE)
        .until(() -> modules.find(MODULE).isPresent());
  }

  private TestObjects() {}

  /** A new object that the given profiles may use besides admin. */
  static SmartobjectState lamp(Long... profiles) {
    return announce(IDS.incrementAndGet(), "lamp " + UUID.randomUUID(), profiles);
  }

  static long nextId() {
    return IDS.incrementAndGet();
  }

  /** Says how an object is; a new one is known to the service when this returns. */
  static SmartobjectState announce(long id, String reference, Long... profiles) {
    SmartobjectState state =
        new SmartobjectState(id, reference, MODULE, 1, List.of(profiles), System.nanoTime());
    EventProbe.send(Long.toString(id), state);
    Smartobjects known = CDI.current().select(Smartobjects.class).get();
    assertThat(known.await(new ObjectRef(id, null, null), PATIENCE)).isPresent();
    return state;
  }

  static void remove(long id) {
    EventProbe.sendRaw(Topics.SMARTOBJECT_STATE, Long.toString(id), Map.of(), null);
  }
}
