package dev.castellan.smartobject.execution;

import static dev.castellan.smartobject.execution.ActionResourceTest.create;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class TraceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String HEADER = "traceparent";

  @ParameterizedTest
  @CsvSource({"virtual-switch, toggle", "test-device, push"})
  void shouldCarryTheTraceOfACommandOnItsResultAndItsFact(String module, String action) {
    int object = create(module);
    String trace = trace();
    ActionRequested command =
        new ActionRequested(
            UUID.randomUUID(),
            UUID.randomUUID(),
            0,
            object,
            action,
            Map.of(),
            new Caller(3, "occupant", 3, "occupant"),
            "process",
            false,
            Instant.now().plusSeconds(30));
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_RESULTS, Topics.SMARTOBJECT_EVENTS)) {
      EventProbe.sendTraced(Integer.toString(object), command, trace);
      assertTrace(await(probe, ActionFinished.class, command.commandId().toString()), trace);
      assertTrace(await(probe, ActionExecuted.class, command.commandId().toString()), trace);
    }
  }

  @ParameterizedTest
  @CsvSource({"virtual-switch, toggle", "test-device, push"})
  void shouldCarryTheTraceOfACallOnItsFact(String module, String action) {
    int object = create(module);
    String trace = trace();
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
      asAdmin()
          .header(HEADER, trace)
          .contentType("application/json")
          .body("{}")
          .post("/smartobjects/{o}/actions/{a}", object, action)
          .then()
          .statusCode(200);
      assertTrace(await(probe, ActionExecuted.class, "\"smartobjectId\":" + object), trace);
    }
  }

  private static ProbedEvent await(EventProbe probe, Class<? extends Record> type, String part) {
    return probe.await(
        type.getSimpleName(),
        each ->
            EventTypes.typeOf(type).equals(each.headers().get("ce_type"))
                && new String(each.value(), StandardCharsets.UTF_8).contains(part),
        PATIENCE);
  }

  private static String trace() {
    String random = UUID.randomUUID().toString().replace("-", "");
    return "00-" + random + "-" + random.substring(0, 16) + "-01";
  }

  private static void assertTrace(ProbedEvent event, String trace) {
    assertThat(event.headers()).containsEntry(HEADER, trace);
  }
}
