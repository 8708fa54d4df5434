package dev.castellan.gateway.identity;

import dev.castellan.contracts.Caller;
import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.RightsTable;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.TokenDraft;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** Every route of the suite at the door; each service holds itself to the same table. */
@QuarkusTest
@GatewayTest
class RightsTest {

  @Inject KeyRing keys;

  @Fake Map<String, FakeService> services;

  @Test
  void shouldDecideEveryRouteForEveryBearerAsTheRouteTableSays() throws Exception {
    services.values().forEach(FakeService::reset);
    services.values().forEach(each -> each.answer(request -> request.response().end("{}")));
    PrivateKey stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    PublicKey published = publicKey();
    String revoked = revoked();

    RightsTable.check(
        route -> true,
        bearer ->
            switch (bearer) {
              case NOBODY -> null;
              case GUEST -> of(TestTokens.GUEST_PROFILE, "guest").signWith(keys.currentKey());
              case OCCUPANT ->
                  of(TestTokens.OCCUPANT_PROFILE, "occupant").signWith(keys.currentKey());
              case ADMIN -> admin().signWith(keys.currentKey());
              case EXPIRED -> admin().expiringIn(-1).signWith(keys.currentKey());
              case REVOKED -> revoked;
              case UNSIGNED -> admin().unsigned();
              case FORGED -> admin().signWith(stranger);
              case UNKNOWN_KEY -> admin().keyId("nobody-knows").signWith(stranger);
              case SIGNED_WITH_THE_PUBLIC_KEY -> admin().signWithSecret(published.getEncoded());
            });
    services.values().forEach(FakeService::reset);
  }

  private String revoked() {
    TokenDraft draft = admin();
    String token = draft.signWith(keys.currentKey());
    Logins.with(token).post("/auth/logout").then().statusCode(200);
    Awaitility.await().until(() -> Logins.with(token).get("/auth/me").statusCode() == 401);
    return token;
  }

  /** Nobody's tokens, so that no revocation of a real user touches them. */
  private TokenDraft of(long profile, String name) {
    return TestTokens.of(4_711, "somebody", profile, name).keyId(keys.currentKid());
  }

  private TokenDraft admin() {
    return of(Caller.ADMIN_PROFILE, "admin");
  }

  private PublicKey publicKey() throws Exception {
    return ((PublicJsonWebKey)
            new JsonWebKeySet(new JsonObject(keys.jwks()).encode())
                .getJsonWebKeys().stream()
                    .filter(key -> key.getKeyId().equals(keys.currentKid()))
                    .findFirst()
                    .orElseThrow())
        .getPublicKey();
  }
}
