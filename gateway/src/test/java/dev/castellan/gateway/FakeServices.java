package dev.castellan.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Real HTTP servers in place of the five services, and the settings of a test. */
public final class FakeServices implements QuarkusTestResourceLifecycleManager {

  private static final String ADMIN_PASSWORD = "castellan.test.admin.password";

  private Vertx vertx;
  private final Map<String, FakeService> services = new HashMap<>();

  @Override
  public Map<String, String> start() {
    vertx = Vertx.vertx();
    Map<String, String> settings = new HashMap<>();
    for (String name : List.of("smartobject", "process", "widget", "element", "objecttype")) {
      FakeService service = new FakeService(vertx);
      services.put(name, service);
      settings.put("castellan.upstream." + name + "-service", service.origin());
    }
    settings.put("castellan.admin.password", adminPassword());
    // Longer than a busy machine stands still, and short for those who wait for its end.
    settings.put("castellan.proxy.max-wait", "5S");
    // A test may stop for a moment in the middle of a body; who drips is a matter of EdgeTest.
    settings.put("castellan.proxy.least-bytes-per-second", "0");
    // Whoever wants a key to be due makes it old.
    settings.put("castellan.identity.keys.publish-before", "1H");
    settings.put("castellan.identity.keys.look-every", "1S");
    // Cheap on purpose: what a hash costs is not what is tested.
    settings.put("castellan.identity.passwords.memory-kib", "64");
    settings.put("castellan.identity.passwords.iterations", "1");
    return settings;
  }

  /**
   * Another one in each run, but the same for every application of this JVM: they share a database,
   * and each has classes of its own.
   */
  private static synchronized String adminPassword() {
    if (System.getProperty(ADMIN_PASSWORD) == null) {
      System.setProperty(ADMIN_PASSWORD, UUID.randomUUID().toString());
    }
    return System.getProperty(ADMIN_PASSWORD);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        services, field -> field.isAnnotationPresent(Fake.class) && field.getType() == Map.class);
    services.forEach(
        (name, service) ->
            injector.injectIntoFields(
                service,
                field ->
                    field.getType() == FakeService.class
                        && field.isAnnotationPresent(Fake.class)
                        && field.getAnnotation(Fake.class).value().equals(name)));
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
