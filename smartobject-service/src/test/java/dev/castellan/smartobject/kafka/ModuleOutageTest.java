package dev.castellan.smartobject.kafka;

import static dev.castellan.smartobject.TestSmartobjects.awaitStatus;
import static dev.castellan.testing.TestTokens.asAdmin;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.smartobject.TestSmartobjects;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.ProbedEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Modules go on living while the database, where that is noted, is away. */
@QuarkusTest
@WithTestResource(Backends.class)
class ModuleOutageTest {

  /** Longer than the three seconds after which a module is thought dead. */
  private static final Duration OUTAGE = Duration.ofSeconds(4);

  @Inject Jdbc jdbc;

  private final String id = "lamps-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void shouldNotThinkAModuleDeadThatCouldNotBeNoted() {
    asAdmin()
        .contentType("application/json")
        .body(
            "{\"id\":\"%s\",\"name\":\"Lamps\",\"actions\":[{\"id\":\"on\",\"name\":\"On\"}]}"
                .formatted(id))
        .post("/modules")
        .then()
        .statusCode(201);
    try (TestExternalModule module =
        new TestExternalModule(id, request -> "{\"status\":\"succeeded\"}")) {
      int object = TestSmartobjects.id(TestSmartobjects.create(id));
      awaitStatus(object, "online");
      // From here on modules can be thought dead at all.
      module.beat(false);
      awaitStatus(object, "offline");
      module.beat(true);
      awaitStatus(object, "online");

      try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_EVENTS)) {
        Predicate<ProbedEvent> change =
            e ->
                EventTypes.typeOf(SmartobjectStatusChanged.class).equals(e.type())
                    && e.as(SmartobjectStatusChanged.class).id() == object;
        sql("alter table module rename to module_away");
        try {
          probe.assertNone("change of status", change, OUTAGE);
          // What was heard until now is all that there is to go by.
          module.beat(false);
          probe.assertNone("change of status", change, Duration.ofSeconds(1));
        } finally {
          sql("alter table module_away rename to module");
        }
        probe.assertNone("change of status", change, Duration.ofSeconds(1));
        module.beat(true);
        probe.assertNone("change of status", change, Duration.ofSeconds(4));
      }
    }
  }

  private void sql(String statement) {
    jdbc.run(statement, PreparedStatement::execute);
  }
}
