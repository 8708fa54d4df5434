package dev.castellan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.castellan.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class DiscoveryTest {

  @Test
  void shouldTellWhereKeysAndTokensAreGot() {
    JsonPath document =
        given()
            .get("/.well-known/openid-configuration")
            .then()
            .statusCode(200)
            .body("issuer", equalTo("castellan"))
            .body("grant_types_supported", hasItems("password", "refresh_token"))
            .extract()
            .jsonPath();

    given().get(document.getString("jwks_uri")).then().statusCode(200);
    given()
        .formParam("grant_type", "refresh_token")
        .formParam("refresh_token", "none")
        .post(document.getString("token_endpoint"))
        .then()
        .statusCode(400)
        .body("error", equalTo("invalid_grant"));
    given()
        .formParam("token", "none")
        .post(document.getString("revocation_endpoint"))
        .then()
        .statusCode(200);
    given().get(document.getString("userinfo_endpoint")).then().statusCode(401);
  }
}
