package dev.castellan.widget;

import dev.castellan.testing.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Widgets made through the API. */
final class TestWidgets {

  private final Map<String, Object> body = new LinkedHashMap<>();
  private final List<Object> sources = new ArrayList<>();
  private final List<Object> contents = new ArrayList<>();

  private TestWidgets() {
    body.put("reference", "widget " + UUID.randomUUID());
    body.put("icon", "bulb-outline");
    body.put("sources", sources);
    body.put("contents", contents);
  }

  static TestWidgets widget() {
    return new TestWidgets();
  }

  TestWidgets with(String member, Object value) {
    body.put(member, value);
    return this;
  }

  TestWidgets source(String reference, Object object) {
    return source(Map.of("reference", reference, "source", object, "action", "getState"));
  }

  TestWidgets source(Map<String, Object> source) {
    sources.add(source);
    return this;
  }

  TestWidgets content(Object type, String template) {
    contents.add(Map.of("type", type, "content", template));
    return this;
  }

  ValidatableResponse post() {
    return admin().body(body).post("/widgets").then();
  }

  /** Id of the widget that was made. */
  long create() {
    return post().statusCode(201).extract().jsonPath().getLong("data.id");
  }

  static RequestSpecification admin() {
    return TestTokens.asAdmin().contentType(ContentType.JSON);
  }
}
