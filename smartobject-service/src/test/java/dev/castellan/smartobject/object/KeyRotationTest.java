package dev.castellan.smartobject.object;

import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.testing.Backends;
import dev.castellan.web.secret.SecretBox;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class KeyRotationTest {

  private static final String SECRET = "kX9-application-key";

  @Inject Jdbc jdbc;
  @Inject SecretBox secrets;
  @Inject KeyRotationService rotation;
  @Inject ObjectSettings settings;

  @Test
  void shouldEncryptSecretsOfARetiredKeyAnewAndLeaveOthersAlone() throws Exception {
    int count = 450;
    long first = create();
    long untouched = create();
    String before = sealed(untouched);
    put(first, retired("username", SECRET));
    assertThat(settings.of(first).orElseThrow().text("username")).isEqualTo(SECRET);
    jdbc.run(
        "insert into smartobject_setting (id, smartobject_id, reference, sealed) select"
            + " nextval('ids'), ?, 'x' || n, 'retired:AAAA' from generate_series(2, ?) n",
        insert -> {
          insert.setLong(1, first);
          insert.setInt(2, count);
          return insert.executeUpdate();
        });
    assertThat(settings.of(untouched).orElseThrow().text("username")).isEqualTo(SECRET);

    assertThat(rotation.rotate()).as("those that can be opened").isEqualTo(1);

    jdbc.run("delete from smartobject_setting where sealed = 'retired:AAAA'", d -> d.execute());
    assertThat(sealed(first)).startsWith(secrets.currentKeyId() + ":");
    assertThat(sealed(untouched)).isEqualTo(before);
    assertThat(settings.of(first).orElseThrow().text("username")).isEqualTo(SECRET);
    assertThat(settings.of(first).orElseThrow().version()).isEqualTo(1);
    assertThat(rotation.rotate()).isZero();
  }

  @Test
  void shouldNotOpenASecretOfAnotherObject() {
    long one = create();
    long other = create();
    put(one, sealed(other));
    assertThatThrownBy(() -> settings.of(one)).hasMessageContaining("cannot be opened");
  }

  /** A setting as it was sealed when the retired key was the current one. */
  private static String retired(String reference, String secret) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(new byte[32], "AES"),
        new GCMParameterSpec(128, nonce));
    // As values were bound before they were bound to their object.
    cipher.updateAAD(SealedSettings.formerPurpose(reference).getBytes(StandardCharsets.UTF_8));
    byte[] text = cipher.doFinal(("\"" + secret + "\"").getBytes(StandardCharsets.UTF_8));
    byte[] both = ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array();
    return Backends.RETIRED_KEY + ":" + Base64.getEncoder().encodeToString(both);
  }

  private static long create() {
    return asAdmin()
        .contentType("application/json")
        .body(
            "{\"module\":\"hue-light\",\"reference\":\"%s\",\"settings\":{\"bridge\":\"http://127.0.0.1\",\"username\":\"%s\",\"light\":1}}"
                .formatted(UUID.randomUUID(), SECRET))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .extract()
        .jsonPath()
        .getLong("data.id");
  }

  private void put(long object, String sealed) {
    jdbc.run(
        "update smartobject_setting set sealed = ? where smartobject_id = ? and reference ="
            + " 'username'",
        update -> {
          update.setString(1, sealed);
          update.setLong(2, object);
          return update.executeUpdate();
        });
  }

  private String sealed(long object) {
    return jdbc.run(
        "select sealed from smartobject_setting where smartobject_id = ? and reference ="
            + " 'username'",
        select -> {
          select.setLong(1, object);
          return Jdbc.rows(select, row -> row.getString(1)).get(0);
        });
  }
}
