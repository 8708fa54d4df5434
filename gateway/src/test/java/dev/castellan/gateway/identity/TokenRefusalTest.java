package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.castellan.gateway.Fake;
import dev.castellan.gateway.FakeService;
import dev.castellan.gateway.GatewayTest;
import dev.castellan.gateway.Logins;
import dev.castellan.testing.TestTokens;
import dev.castellan.testing.TokenDraft;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bad tokens at the door, in the envelope of each API. */
@QuarkusTest
@GatewayTest
class TokenRefusalTest {

  @Inject KeyRing keys;

  @Fake Map<String, FakeService> services;

  @BeforeEach
  void reset() {
    services.values().forEach(FakeService::reset);
  }

  @Test
  void shouldRefuseEveryBadTokenInTheEnvelopeOfTheApi() throws Exception {
    // The good twin of the bad ones: what they are refused for is what is wrong with them.
    inEnvelopeA(request(signed(admin()))).then().statusCode(200);

    for (var bad : badTokens().entrySet()) {
      String code = bad.getKey().equals("expired") ? "token-expired" : "token-invalid";
      for (String prefix : new String[] {"", "Bearer "}) {
        RequestSpecification request = given().header("Authorization", prefix + bad.getValue());
        refusedInA(inEnvelopeA(request), bad.getKey(), code);
        refusedInB(inEnvelopeB(request), bad.getKey(), code);
        refusedInC(inEnvelopeC(request), bad.getKey(), code);
      }
    }

    assertThat(services.get("element").requests()).isZero();
    assertThat(services.get("objecttype").requests()).isZero();
    assertThat(services.get("widget").requests()).isEqualTo(1);
  }

  @Test
  void shouldAskForATokenInTheEnvelopeOfTheApi() {
    inEnvelopeA(given())
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Bearer"))
        .body("error", equalTo(true))
        .body("code", equalTo("token-missing"));
    inEnvelopeB(given())
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Bearer"))
        .body("success", equalTo(false))
        .body("code", equalTo("token-missing"))
        .body("messages[0].type", equalTo("error"));
    inEnvelopeC(given())
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Bearer"))
        .contentType(startsWith("application/problem+json"))
        .body("status", equalTo(401))
        .body("code", equalTo("token-missing"));
  }

  @Test
  void shouldRefuseWhatAProfileWasNotGranted() {
    var guest = Logins.newUser("guest");
    var occupant = Logins.newUser("occupant");

    forbidden(guest.request().get("/users"));
    forbidden(occupant.request().get("/profiles"));
    forbidden(guest.request().body("{}").post("/widgets"));
    forbidden(guest.request().body("{}").post("/api/process/1/execute"));
    guest.request().get("/widgets").then().statusCode(200);
    occupant.request().body("{}").post("/process/1/execute").then().statusCode(200);
    guest
        .request()
        .delete("/api/v2/smart-elements/1")
        .then()
        .statusCode(403)
        .body("success", equalTo(false))
        .body("code", equalTo("forbidden"));
    guest
        .request()
        .delete("/objecttype/1")
        .then()
        .statusCode(403)
        .contentType(startsWith("application/problem+json"))
        .body("code", equalTo("forbidden"));
    assertThat(services.get("element").requests()).isZero();
    assertThat(services.get("objecttype").requests()).isZero();
  }

  private static void forbidden(Response response) {
    response.then().statusCode(403).body("error", equalTo(true)).body("code", equalTo("forbidden"));
  }

  private Map<String, String> badTokens() throws Exception {
    var stranger = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    String[] guest =
        signed(TestTokens.of(99, "guest", TestTokens.GUEST_PROFILE, "guest")).split("\\.");
    String[] admin = signed(admin()).split("\\.");
    return Map.of(
        "expired", signed(admin().expiringIn(-1)),
        "forged", admin().signWith(stranger),
        "tampered", guest[0] + "." + admin[1] + "." + guest[2],
        "unsigned", admin().unsigned(),
        "signed with the public key", admin().signWithSecret(publicKey().getEncoded()),
        "unknown key", admin().keyId("nobody-knows").signWith(stranger),
        "other audience", signed(admin().claim("aud", "elsewhere")),
        "other issuer", signed(admin().claim("iss", "elsewhere")),
        "no expiry", signed(admin().claim("exp", null)),
        "not a token", "not.a.token");
  }

  private TokenDraft admin() {
    return TestTokens.ofAdmin().keyId(keys.currentKid());
  }

  private String signed(TokenDraft draft) {
    return draft.signWith(keys.currentKey());
  }

  /** As anybody can read it. */
  private static PublicKey publicKey() throws Exception {
    var jwk = given().get("/auth/jwks").jsonPath();
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                number(jwk.getString("keys[0].n")), number(jwk.getString("keys[0].e"))));
  }

  private static BigInteger number(String base64) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
  }

  private static RequestSpecification request(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  private static Response inEnvelopeA(RequestSpecification request) {
    return request.get("/widgets");
  }

  private static Response inEnvelopeB(RequestSpecification request) {
    return request.get("/api/v2/smart-elements/");
  }

  private static Response inEnvelopeC(RequestSpecification request) {
    return request.get("/objecttype");
  }

  private static void refusedInA(Response answer, String what, String code) {
    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).as(what).contains("invalid_token");
    assertThat(answer.jsonPath().getBoolean("error")).as(what).isTrue();
    assertThat(answer.jsonPath().getString("code")).as(what).isEqualTo(code);
  }

  private static void refusedInB(Response answer, String what, String code) {
    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.jsonPath().getBoolean("success")).as(what).isFalse();
    assertThat(answer.jsonPath().getString("code")).as(what).isEqualTo(code);
    assertThat(answer.jsonPath().getString("messages[0].code")).as(what).isEqualTo(code);
  }

  private static void refusedInC(Response answer, String what, String code) {
    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
    assertThat(answer.jsonPath().getInt("status")).as(what).isEqualTo(401);
    assertThat(answer.jsonPath().getString("code")).as(what).isEqualTo(code);
  }
}
