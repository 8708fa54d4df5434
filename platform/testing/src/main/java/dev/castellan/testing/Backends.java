package dev.castellan.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a service needs around it, in one line: {@code @WithTestResource(Backends.class)} on a
 * {@code @QuarkusTest}.
 *
 * <p>Arguments: {@code cable=true} as in {@link PostgresResource}; {@code identity=false} for the
 * gateway, which has identities of its own.
 */
public final class Backends implements QuarkusTestResourceLifecycleManager {

  private static final int KEY_BYTES = 32;

  private final PostgresResource postgres = new PostgresResource();
  private final KafkaResource kafka = new KafkaResource();
  private final IdentityResource identity = new IdentityResource();
  private boolean withIdentity = true;

  @Override
  public void init(Map<String, String> arguments) {
    postgres.init(arguments);
    withIdentity = !"false".equals(arguments.get("identity"));
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(postgres.start());
    settings.putAll(kafka.start());
    if (withIdentity) {
      settings.putAll(identity.start());
    }
    settings.put("castellan.secrets.keys", secretsKey());
    return settings;
  }

  /** The same for every application of this JVM, since they share a database. */
  private static String secretsKey() {
    return JvmWide.once(
        "secrets.key",
        String.class,
        () -> {
          byte[] key = new byte[KEY_BYTES];
          new SecureRandom().nextBytes(key);
          return "test:" + Base64.getEncoder().encodeToString(key);
        });
  }

  @Override
  public void inject(TestInjector injector) {
    postgres.inject(injector);
  }

  @Override
  public void stop() {
    List.of(postgres, kafka, identity).forEach(QuarkusTestResourceLifecycleManager::stop);
  }
}
