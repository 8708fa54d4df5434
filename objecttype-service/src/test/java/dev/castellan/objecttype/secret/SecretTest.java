package dev.castellan.objecttype.secret;

import static dev.castellan.objecttype.Api.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.objecttype.ObjectChanged;
import dev.castellan.contracts.objecttype.SecretRevealed;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.TestTokens;
import dev.castellan.web.secret.SecretBox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class SecretTest {

  private static final String MASK = "•••••";

  @Inject SecretBox box;
  @Inject SecretRotation rotation;

  private String type;
  private String hashed;
  private String recoverable;
  private String id;

  @BeforeEach
  void shouldHaveAnObjectWithSecrets() {
    type = Api.type("Secrets");
    hashed = Api.property(type, "Login", 11);
    recoverable = Api.property(type, "Console", 12);
    id = Api.object(type, Map.of(hashed, "open sesame", recoverable, "s3cret"));
  }

  private String path(String property, String verb) {
    return Api.path(type, id) + "/property/" + property + "/" + verb;
  }

  private boolean verified(String property, String value) {
    return asAdmin()
        .body(Map.of("value", value))
        .post(path(property, "verify"))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getBoolean("verified");
  }

  private String revealed() {
    return asAdmin()
        .body(Map.of("reason", "test"))
        .post(path(recoverable, "reveal"))
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("no-store"))
        .extract()
        .path("value");
  }

  @Test
  void shouldShowBulletsEverywhere() throws SQLException {
    try (EventProbe probe = EventProbe.on(Topics.OBJECTTYPE_EVENTS)) {
      Api.put(Api.path(type, id), Map.of(hashed, "other", recoverable, "another"));

      assertThat(Api.values(type, id)).isEqualTo(Map.of("Login", MASK, "Console", MASK));
      assertThat(Api.get(Api.objects(type)).asString()).contains(MASK).doesNotContain("another");
      assertThat(Api.log(type, id).prettify()).contains(MASK).doesNotContain("s3cret", "another");
      ObjectChanged changed =
          probe.await(ObjectChanged.class, each -> each.after().id().toString().equals(id));
      assertThat(changed.toString()).contains(MASK).doesNotContain("s3cret", "another");
      assertThat(column("select string_agg(secret, ' ') from object_secret where object_id = '%s'"))
          .contains("$argon2id$", "test:")
          .doesNotContain("another", "other");
    }
  }

  @Test
  void shouldVerifyBothKinds() {
    assertThat(verified(hashed, "open sesame")).isTrue();
    assertThat(verified(hashed, "open sesam")).isFalse();
    assertThat(verified(recoverable, "s3cret")).isTrue();
    assertThat(verified(recoverable, "S3cret")).isFalse();
  }

  @Test
  void shouldVerifyABcryptHashThatWasBroughtAlong() throws SQLException {
    execute(
        "update object_secret set secret ="
            + " '$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW' where object_id ="
            + " '%s' and property_id = '"
            + hashed
            + "'");

    assertThat(verified(hashed, "abc123xyz")).isTrue();
    assertThat(verified(hashed, "wrong")).isFalse();
  }

  @Test
  void shouldLetNobodyGuess() {
    for (int i = 0; i < 10; i++) {
      assertThat(verified(recoverable, "guess " + i)).isFalse();
    }

    asAdmin()
        .body(Map.of("value", "s3cret"))
        .post(path(recoverable, "verify"))
        .then()
        .statusCode(429)
        .header("Retry-After", equalTo("60"));
  }

  @Test
  void shouldLeaveSecretsAloneThatComeBackAsBulletsOrNull() {
    Map<String, Object> values = new HashMap<>();
    values.put(hashed, MASK);
    values.put(recoverable, null);
    int lines = Api.log(type, id).getList("$").size();

    Api.put(Api.path(type, id), values).then().statusCode(200);

    assertThat(verified(hashed, "open sesame")).isTrue();
    assertThat(revealed()).isEqualTo("s3cret");
    assertThat(Api.log(type, id).getList("$")).hasSize(lines + 1);
  }

  @Test
  void shouldKeepAllSecretsThatSeveralLinesSet() {
    String line = "{\"id\":\"%s\",\"values\":{\"%s\":\"%s\"}}\n";
    String lines =
        line.formatted(id, hashed, "first")
            + line.formatted(id, recoverable, "second")
            + line.formatted(id, hashed, "third");

    TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body(lines.getBytes(StandardCharsets.UTF_8))
        .post(Api.objects(type) + "/bulk")
        .then()
        .statusCode(200);

    assertThat(verified(hashed, "third")).isTrue();
    assertThat(revealed()).isEqualTo("second");
  }

  @Test
  void shouldRevealWithAReasonToThoseWhoMayAndSaySo() {
    try (EventProbe probe = EventProbe.on(Topics.OBJECTTYPE_EVENTS)) {
      asAdmin().body(Map.of()).post(path(recoverable, "reveal")).then().statusCode(422);
      asAdmin().body(Map.of("reason", "x")).post(path(hashed, "reveal")).then().statusCode(422);
      TestTokens.asOccupant()
          .contentType("application/json")
          .body(Map.of("reason", "x"))
          .post(path(recoverable, "reveal"))
          .then()
          .statusCode(403);

      assertThat(revealed()).isEqualTo("s3cret");

      assertThat(Api.log(type, id).getInt("[0].action")).isEqualTo(11);
      assertThat(Api.log(type, id).getString("[0].details"))
          .isEqualTo("Secret revealed: Console (test)");
      SecretRevealed event =
          probe.await(SecretRevealed.class, each -> each.object().toString().equals(id));
      assertThat(event.reason()).isEqualTo("test");
    }
  }

  @Test
  void shouldSealAnewWhatIsUnderARetiredKeyWithoutChangingTheObject() throws Exception {
    String tag = Api.get(Api.path(type, id)).header("ETag");
    execute(
        "update object_secret set secret = '"
            + retired("s3cret")
            + "' where object_id = '%s' and recoverable");

    assertThat(rotation.rotate()).isEqualTo(1);

    assertThat(column("select secret from object_secret where object_id = '%s' and recoverable"))
        .startsWith(box.currentKeyId() + ":");
    assertThat(revealed()).isEqualTo("s3cret");
    assertThat(Api.get(Api.path(type, id)).header("ETag")).isEqualTo(tag);
    assertThat(rotation.rotate()).isZero();
  }

  @Test
  void shouldLeaveAloneWhatCannotBeOpened() throws SQLException {
    String lost = "lost:" + Base64.getEncoder().encodeToString(new byte[40]);
    execute(
        "update object_secret set secret = '" + lost + "' where object_id = '%s' and recoverable");

    assertThat(rotation.rotate()).isZero();

    assertThat(column("select secret from object_secret where object_id = '%s' and recoverable"))
        .isEqualTo(lost);
    execute("delete from object_secret where object_id = '%s' and recoverable");
  }

  /** The console's password as it was sealed when the retired key was the current one. */
  private String retired(String secret) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[32], "AES"),
        new GCMParameterSpec(128, nonce));
    String place = Secrets.place(UUID.fromString(id), UUID.fromString(recoverable));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    byte[] text = cipher.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    byte[] both = ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array();
    return Backends.RETIRED_KEY + ":" + Base64.getEncoder().encodeToString(both);
  }

  private String column(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql.formatted(id))) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(id));
    }
  }
}
