package dev.castellan.process;

import static dev.castellan.process.Callers.asAdmin;

import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Processes made through the API. */
public final class TestProcesses {

  private final Map<String, Object> body = new LinkedHashMap<>();
  private final List<Object> sources = new ArrayList<>();
  private final List<Object> inputs = new ArrayList<>();

  private TestProcesses(String mode) {
    body.put("reference", "process " + UUID.randomUUID());
    body.put("name", "A process");
    body.put("espace", 1);
    body.put("mode", mode);
    body.put("sources", sources);
    body.put("inputs", inputs);
  }

  public static TestProcesses simple() {
    return new TestProcesses("simple");
  }

  public static TestProcesses aSwitch() {
    return new TestProcesses("switch");
  }

  public TestProcesses with(String member, Object value) {
    body.put(member, value);
    return this;
  }

  /** An action without arguments. */
  public TestProcesses action(Object source, String action) {
    return action(Map.of("source", source, "action", action));
  }

  /** An action of one state of a switch. */
  public TestProcesses action(Object source, String action, int enable) {
    return action(Map.of("source", source, "action", action, "enable", enable));
  }

  public TestProcesses action(Map<String, Object> action) {
    sources.add(action);
    return this;
  }

  /** An action with a secret argument, and what undoes it with one too. */
  public TestProcesses unlocking(long door, String pin, String undoing) {
    return action(
        Map.of(
            "source",
            door,
            "action",
            "unlock",
            "arguments",
            Map.of("pin", pin),
            "compensation",
            Map.of("action", "lock", "arguments", Map.of("pin", undoing))));
  }

  public TestProcesses input(String reference, String type) {
    return input(Map.of("reference", reference, "name", reference, "type", type, "enable", 0));
  }

  public TestProcesses input(Map<String, Object> input) {
    inputs.add(input);
    return this;
  }

  public Map<String, Object> body() {
    return body;
  }

  /** Sends it as admin. */
  public ValidatableResponse post() {
    return asAdmin().body(body).post("/process").then();
  }

  /** Id of the process that was made. */
  public long create() {
    return post().statusCode(201).extract().jsonPath().getLong("data.id");
  }
}
