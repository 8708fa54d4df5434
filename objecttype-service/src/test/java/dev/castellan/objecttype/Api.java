package dev.castellan.objecttype;

import dev.castellan.testing.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What tests ask of the service, as admin. */
public final class Api {

  private Api() {}

  public static RequestSpecification asAdmin() {
    return TestTokens.asAdmin().contentType("application/json");
  }

  public static RequestSpecification asGuest() {
    return TestTokens.asGuest().contentType("application/json");
  }

  /** Id of a new type that logs and whose short names have two parts. */
  public static String type(String name) {
    return type(Map.of("name", name, "log", true, "short", 2));
  }

  public static String type(Map<String, Object> body) {
    return created("/objecttype", body);
  }

  /** Id of a new property with the defaults. */
  public static String property(String type, String name, int kind) {
    return property(type, name, kind, Map.of());
  }

  public static String property(String type, String name, int kind, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("name", name);
    body.put("type", kind);
    return created("/objecttype/" + type + "/property", body);
  }

  public static String object(String type, Map<String, ?> values) {
    return created(objects(type), values);
  }

  public static String objects(String type) {
    return "/objecttype/" + type + "/object";
  }

  public static String path(String type, String object) {
    return objects(type) + "/" + object;
  }

  /** Id of what a POST has made. */
  public static String created(String path, Object body) {
    Response response = asAdmin().body(body).post(path);
    if (response.statusCode() != 201) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.asString());
    }
    return response.jsonPath().getString("id");
  }

  public static Response put(String path, Object body) {
    return asAdmin().body(body).put(path);
  }

  public static Response get(String path) {
    return asAdmin().get(path);
  }

  /** The values of an object by label, as GET one shows them. */
  public static Map<String, Object> values(String type, String object) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<Map<String, Object>> shown = get(path(type, object)).jsonPath().getList("$");
    shown.forEach(each -> values.put((String) each.get("label"), each.get("value")));
    return values;
  }

  public static List<String> ids(Response list) {
    if (list.statusCode() != 200) {
      throw new AssertionError(list.statusCode() + " " + list.asString());
    }
    return list.jsonPath().getList("id");
  }

  public static JsonPath log(String type, String object) {
    return get(path(type, object) + "/log").then().statusCode(200).extract().jsonPath();
  }

  public static String unique(String name) {
    return name + " " + UUID.randomUUID();
  }
}
