package dev.castellan.process.execution;

import static dev.castellan.process.Callers.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.process.TestObjects;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.DeviceSide;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class TraceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String HEADER = "traceparent";

  @Test
  void shouldCarryTheTraceOfEachRequestOnAllThatItCauses() throws Exception {
    SmartobjectState light = TestObjects.light();
    long process =
        TestProcesses.simple().action(light.id(), "turnOn").action(light.id(), "turnOff").create();
    try (DeviceSide driver = new DeviceSide();
        EventProbe commands = EventProbe.on(Topics.SMARTOBJECT_COMMANDS);
        EventProbe facts = EventProbe.on(Topics.PROCESS_EVENTS);
        ExecutorService pool = Executors.newFixedThreadPool(8)) {
      driver.drive(light.id(), FakeDriver.SUCCEED);
      // Many at once share transactions; their traces must not mix.
      List<Future<String>> runs =
          IntStream.range(0, 16).mapToObj(i -> pool.submit(() -> run(process, trace(i)))).toList();
      for (int i = 0; i < runs.size(); i++) {
        String execution = runs.get(i).get();
        String trace = trace(i);
        List<ProbedEvent> both =
            commands.await("commands", 2, each -> isOf(each, execution), PATIENCE);
        assertThat(both).allSatisfy(each -> assertTrace(each, trace));
        assertTrace(facts.await("the end", each -> isOf(each, execution), PATIENCE), trace);
      }
    }
  }

  @Test
  void shouldCarryNoTraceThatIsNone() throws Exception {
    SmartobjectState light = TestObjects.light();
    long process = TestProcesses.simple().action(light.id(), "turnOn").create();
    try (DeviceSide driver = new DeviceSide();
        EventProbe commands = EventProbe.on(Topics.SMARTOBJECT_COMMANDS)) {
      driver.drive(light.id(), FakeDriver.SUCCEED);
      String execution = run(process, "nonsense");
      ProbedEvent command = commands.await("command", each -> isOf(each, execution), PATIENCE);
      assertThat(command.headers()).doesNotContainKey(HEADER);
    }
  }

  @Test
  void shouldCarryTheTraceOfAnEdit() {
    try (EventProbe facts = EventProbe.on(Topics.PROCESS_EVENTS)) {
      String reference = "traced " + UUID.randomUUID();
      asAdmin()
          .header(HEADER, trace(99))
          .body(TestProcesses.simple().with("reference", reference).body())
          .post("/process")
          .then()
          .statusCode(201);
      assertTrace(
          facts.await("the fact", each -> text(each).contains(reference), PATIENCE), trace(99));
    }
  }

  private static String run(long process, String trace) {
    return asAdmin()
        .header(HEADER, trace)
        .body(Map.of())
        .post("/process/{p}/execute", process)
        .then()
        .statusCode(200)
        .extract()
        .path("data.executionId");
  }

  private static String trace(int number) {
    return "00-%032x-%016x-01".formatted(number + 1, number + 1);
  }

  private static boolean isOf(ProbedEvent event, String execution) {
    return text(event).contains(execution);
  }

  private static String text(ProbedEvent event) {
    return event.value() == null ? "" : new String(event.value());
  }

  private static void assertTrace(ProbedEvent event, String trace) {
    assertThat(event.headers()).containsEntry(HEADER, trace);
  }
}
