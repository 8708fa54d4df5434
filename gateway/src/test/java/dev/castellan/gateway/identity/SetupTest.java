package dev.castellan.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.EventProbe;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a start does to a database: an empty one, one in use, and with other replicas beside. */
@QuarkusTest
@GatewayTest
class SetupTest {

  @Inject SetupService setup;
  @Inject KeyRing ring;
  @Inject EntityManager database;
  @Inject HousekeepingService housekeeping;

  @Test
  void shouldEndWithOneSetOfEverythingWhenReplicasStartAtOnce() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              run("delete from signing_keys");
              run("delete from users where built_in");
              run("delete from offered_routes");
              run("delete from profile_routes where profile_id <= 3");
            });

    List<CompletableFuture<Void>> starts =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> setup.setUp(new StartupEvent())))
            .toList();
    starts.forEach(CompletableFuture::join);

    assertThat(number("select count(*) from signing_keys")).isEqualTo(1);
    assertThat(number("select count(*) from users where built_in")).isEqualTo(1);
    assertThat(number("select count(*) from profile_routes where profile_id = 1")).isZero();
    assertThat(number("select count(*) from profile_routes where profile_id = 2")).isPositive();
    assertThat(text("select kid from signing_keys")).isEqualTo(ring.currentKid());
    Logins.asAdmin().get("/users").then().statusCode(200);
  }

  @Test
  void shouldKeepThePrivateKeySealed() {
    String sealed = text("select private_key from signing_keys");

    // "<key id>:<base64>"; in the clear, PKCS #8 of RSA begins with MII.
    assertThat(sealed).startsWith("test:").doesNotContain("MII");
  }

  @Test
  void shouldKeepPasswordsAsArgon2id() {
    assertThat(text("select password_hash from users where built_in"))
        .startsWith("$argon2id$v=19$m=64,t=1,p=1$");
  }

  @Test
  void shouldNotGrantAgainWhatWasTakenAwayButGrantWhatIsNew() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              run("delete from profile_routes where route in ('GET /widgets', 'GET /process')");
              run("delete from offered_routes where route = 'GET /process'");
            });

    setup.setUp(new StartupEvent());

    String granted = "select count(*) from profile_routes where profile_id = 2 and route = ";
    assertThat(number(granted + "'GET /widgets'")).isZero();
    assertThat(number(granted + "'GET /process'")).isEqualTo(1);
    QuarkusTransaction.requiringNew()
        .run(() -> run("delete from offered_routes where route = 'GET /widgets'"));
    setup.setUp(new StartupEvent());
    assertThat(number(granted + "'GET /widgets'")).isEqualTo(1);
  }

  @Test
  void shouldSayAgainWhatEveryServiceMustKnow() {
    var user = Logins.newUser("guest");
    user.request().post("/auth/logout").then().statusCode(200);

    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      setup.setUp(new StartupEvent());

      for (long id = 1; id <= 3; id++) {
        long profile = id;
        probe.await(ProfileState.class, each -> each.id() == profile);
      }
      probe.await(TokenRevoked.class, each -> each.expiresAt() != null);
    }
  }

  @Test
  void shouldForgetWhatHasRunOut() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                run(
                    "insert into revocations (state_key, token_id, expires_at)"
                        + " values ('token:old', 'old', now() - interval '1 second')"));

    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      housekeeping.forgetExpired();

      probe.await(
          "tombstone of the revocation",
          each -> each.tombstone() && each.key().equals("token:old"),
          Duration.ofSeconds(10));
    }
    assertThat(number("select count(*) from revocations where state_key = 'token:old'")).isZero();
  }

  private void run(String sql) {
    database.createNativeQuery(sql).executeUpdate();
  }

  private long number(String sql) {
    return ((Number) database.createNativeQuery(sql).getSingleResult()).longValue();
  }

  private String text(String sql) {
    return (String) database.createNativeQuery(sql).getSingleResult();
  }
}
