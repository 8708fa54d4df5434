package dev.castellan.process;

import static dev.castellan.process.Callers.asAdmin;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.testing.Backends;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.Readiness;
import dev.castellan.testing.TestTopics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A process-service that is new to an old installation: nothing of its own, all on the topics. */
@QuarkusTest
@TestProfile(BootstrapTest.NewProcess.class)
@WithTestResource(BootstrapTest.OldInstallation.class)
class BootstrapTest {

  /** Makes the application start anew. */
  public static class NewProcess implements QuarkusTestProfile {}

  /** Everything was said before the process, or its database, ever existed. */
  public static class OldInstallation implements QuarkusTestResourceLifecycleManager {

    private final Backends backends = new Backends();

    @Override
    public Map<String, String> start() {
      Map<String, String> settings = new HashMap<>(backends.start());
      TestTopics.make(Topics.SMARTOBJECT_STATE);
      TestTopics.make(Topics.MODULE_STATE);
      SmartobjectState lamp = TestObjects.announced();
      SmartobjectState deleted = TestObjects.announced();
      TestObjects.remove(deleted.id());
      settings.put("test.lamp.id", Long.toString(lamp.id()));
      settings.put("test.lamp.reference", lamp.reference());
      settings.put("test.deleted.id", Long.toString(deleted.id()));
      String database = "late" + Long.toHexString(System.nanoTime());
      String password = UUID.randomUUID().toString();
      PostgresServer.shared().createDatabase(database, password);
      settings.put("quarkus.datasource.jdbc.url", PostgresServer.shared().jdbcUrl(database));
      settings.put("quarkus.datasource.username", database);
      settings.put("quarkus.datasource.password", password);
      return settings;
    }

    @Override
    public void stop() {
      backends.stop();
    }
  }

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @Test
  void shouldKnowFromTheTopicsWhatWasThereBeforeIt() {
    asAdmin()
        .body(
            TestProcesses.simple()
                .action(said("test.lamp.reference"), "turnOn")
                .action(Long.valueOf(said("test.lamp.id")), "turnOff")
                .body())
        .post("/process")
        .then()
        .statusCode(201)
        .body("data", not(hasKey("warnings")))
        .body("data.actions[0].source.id.toString()", equalTo(said("test.lamp.id")))
        .body("data.actions[0].action.name", equalTo("Turn on"));
  }

  @Test
  void shouldNotKnowWhatWasDeletedBeforeIt() {
    asAdmin()
        .body(TestProcesses.simple().action(Long.valueOf(said("test.deleted.id")), "turnOn").body())
        .post("/process")
        .then()
        .statusCode(201)
        .body("data.warnings.size()", equalTo(1));
  }

  private static String said(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }
}
