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
 * <p>Arguments: {@code cables=true} lets the service reach its servers through {@link Cables},
 * which are put into the test's fields of that type; {@code identity=false} is for the gateway,
 * which has identities of its own.
 */
public final class Backends implements QuarkusTestResourceLifecycleManager {

  /** A key, all zero, that secrets may still be under but are not put under any more. */
  public static final String RETIRED_KEY = "retired";

  private static final int KEY_BYTES = 32;

  private final PostgresResource postgres = new PostgresResource();
  private final KafkaResource kafka = new KafkaResource();
  private final IdentityResource identity = new IdentityResource();
  private boolean withIdentity = true;
  private boolean withCables;
  private Cables cables;

  @Override
  public void init(Map<String, String> arguments) {
    withCables = "true".equals(arguments.get("cables"));
    withIdentity = !"false".equals(arguments.get("identity"));
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    if (withCables) {
      cables = Cables.lay();
      settings.putAll(postgres.start(cables.postgres().port()));
      settings.putAll(kafka.start(cables.kafka().port()));
    } else {
      settings.putAll(postgres.start());
      settings.putAll(kafka.start());
    }
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
          Base64.Encoder text = Base64.getEncoder();
          String retired = text.encodeToString(new byte[KEY_BYTES]);
          return "test:" + text.encodeToString(key) + "," + RETIRED_KEY + ":" + retired;
        });
  }

  @Override
  public void inject(TestInjector injector) {
    if (cables != null) {
      injector.injectIntoFields(cables, field -> field.getType() == Cables.class);
    }
  }

  @Override
  public void stop() {
    if (cables != null) {
      cables.remove();
    }
    List.of(postgres, kafka, identity).forEach(QuarkusTestResourceLifecycleManager::stop);
  }
}
