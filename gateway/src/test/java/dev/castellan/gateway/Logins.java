package dev.castellan.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tokens of real users, got by real logins. */
public final class Logins {

  private Logins() {}

  /**
   * What a login gave.
   *
   * @param id number of the user
   */
  public record Session(long id, String login, String password, String token, String refreshToken) {

    /** A request with the access token. */
    public RequestSpecification request() {
      return given().header("Authorization", "Bearer " + token);
    }
  }

  public static String adminPassword() {
    return ConfigProvider.getConfig().getValue("castellan.admin.password", String.class);
  }

  public static Session admin() {
    return login("admin", adminPassword());
  }

  public static RequestSpecification asAdmin() {
    return admin().request();
  }

  /** A request with any token. */
  public static RequestSpecification with(String token) {
    return given().header("Authorization", "Bearer " + token);
  }

  /** A new user of that profile, logged in. */
  public static Session newUser(String profile) {
    String login = profile + "-" + UUID.randomUUID();
    String password = UUID.randomUUID().toString();
    asAdmin()
        .contentType(ContentType.JSON)
        .body(Map.of("login", login, "password", password, "profile", profile))
        .post("/users")
        .then()
        .statusCode(201);
    return login(login, password);
  }

  public static Session login(String login, String password) {
    JsonPath answer =
        given()
            .contentType(ContentType.JSON)
            .body(Map.of("login", login, "password", password))
            .post("/auth/token")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    String token = answer.getString("data.token");
    long id =
        given()
            .header("Authorization", token)
            .get("/auth/me")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getLong("data.id");
    return new Session(id, login, password, token, answer.getString("data.refreshToken"));
  }
}
