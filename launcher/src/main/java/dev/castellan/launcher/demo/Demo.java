package dev.castellan.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * A small household: some virtual devices and two processes that the login {@code occupant} may
 * use, a widget that shows them, bills with developers and clients, an inventory, and a login
 * {@code guest} who may only look. Loading it again changes nothing.
 */
public final class Demo {

  private static final int GUEST = 2;
  private static final int OCCUPANT = 3;
  private static final String PROCESS = "evening";
  private static final int BRIGHTNESS = 160;
  private static final List<String> LIGHTS = List.of("hall-light", "kitchen-light", "porch-light");

  private final String gateway;
  private final Secrets secrets;

  /**
   * @param gateway address of the gateway
   * @param secrets passwords of the logins
   */
  public Demo(String gateway, Secrets secrets) {
    this.gateway = gateway;
    this.secrets = secrets;
  }

  /**
   * Creates what is missing.
   *
   * @throws LauncherException with the answer of the suite when it refuses something
   */
  public void load() {
    GatewayClient admin = as("admin");
    user(admin, "guest", GUEST);
    user(admin, "occupant", OCCUPANT);
    LIGHTS.forEach(light -> smartobject(admin, light, "virtual-light"));
    smartobject(admin, "garden-pump", "virtual-switch");
    smartobject(admin, "living-room-temperature", "virtual-sensor");
    String espace = lightEspace(admin);
    process(admin, evening(espace));
    process(admin, lamps(espace));
    widget(admin);
    DemoElements.load(admin);
    new DemoInventory(admin).load();
  }

  /**
   * Runs the demo process as its user would.
   *
   * @param out takes the lines that tell what happened
   * @throws LauncherException when it does not succeed
   */
  public void execute(Consumer<String> out) {
    GatewayClient occupant = as("occupant");
    String id =
        find(occupant.get("/process"), PROCESS)
            .orElseThrow(() -> new LauncherException("The demo process " + PROCESS + " is gone"));
    long begin = System.nanoTime();
    JsonNode run =
        occupant.post(
            "/process/" + id + "/execute", Map.of("inputs", Map.of("brightness", BRIGHTNESS)));
    long millis = (System.nanoTime() - begin) / 1_000_000;
    out.accept(
        "occupant executed process \""
            + PROCESS
            + "\" with brightness "
            + BRIGHTNESS
            + ": "
            + run.path("status").asText()
            + " in "
            + millis
            + " ms");
    for (JsonNode result : run.path("results")) {
      out.accept("  " + describe(result));
    }
    if (!"succeeded".equals(run.path("status").asText())) {
      throw new LauncherException("The demo process " + PROCESS + " did not succeed: " + run);
    }
  }

  private GatewayClient as(String login) {
    return GatewayClient.login(gateway, login, secrets.loginPassword(login));
  }

  private void user(GatewayClient admin, String login, int profile) {
    admin.ensure(
        "/users",
        Map.of("login", login, "password", secrets.loginPassword(login), "profile", profile));
  }

  private static void smartobject(GatewayClient admin, String reference, String module) {
    String id =
        find(admin.get("/smartobjects"), reference)
            .orElseGet(
                () ->
                    admin
                        .post(
                            "/smartobjects",
                            Map.of("module", module, "reference", reference, "settings", List.of()))
                        .path("id")
                        .asText());
    admin.post("/smartobjects/" + id + "/profiles", Map.of("idProfile", OCCUPANT));
  }

  private static void process(GatewayClient admin, Map<String, Object> definition) {
    String id =
        find(admin.get("/process"), (String) definition.get("reference"))
            .orElseGet(() -> admin.post("/process", definition).path("id").asText());
    admin.post("/process/" + id + "/profiles", Map.of("idProfile", OCCUPANT));
  }

  private static void widget(GatewayClient admin) {
    if (find(admin.get("/widgets"), "household").isPresent()) {
      return;
    }
    admin.post(
        "/widgets",
        Map.of(
            "reference",
            "household",
            "icon",
            "home-outline",
            "sources",
            List.of(
                Map.of("reference", "hall", "source", "hall-light", "action", "getState"),
                Map.of(
                    "reference",
                    "room",
                    "source",
                    "living-room-temperature",
                    "action",
                    "getState")),
            "contents",
            List.of(
                Map.of("type", "title", "content", "Household"),
                Map.of("type", "content", "content", "Hall light on: {hall.on}, {hall.brightness}"),
                Map.of("type", "content", "content", "Living room: {room.value} °C"))));
  }

  private static Map<String, Object> evening(String espace) {
    return definition(
        PROCESS,
        "Evening",
        "Every light comes on, as bright as asked for",
        "simple",
        espace,
        LIGHTS.stream()
            .map(light -> action(light, "turnOn", 0, Map.of("brightness", "{brightness}")))
            .toList(),
        List.of(
            Map.of(
                "reference", "brightness", "name", "Brightness", "type", "slider", "enable", 0)));
  }

  private static Map<String, Object> lamps(String espace) {
    return definition(
        "lamps",
        "Lamps",
        "One button for hall and kitchen: on, then off",
        "switch",
        espace,
        List.of(
            action("hall-light", "turnOn", 0, Map.of()),
            action("kitchen-light", "turnOn", 0, Map.of()),
            action("hall-light", "turnOff", 1, Map.of()),
            action("kitchen-light", "turnOff", 1, Map.of())),
        List.of());
  }

  private static Map<String, Object> definition(
      String reference,
      String name,
      String description,
      String mode,
      String espace,
      List<Map<String, Object>> sources,
      List<Map<String, Object>> inputs) {
    return Map.of(
        "reference", reference,
        "name", name,
        "nameEnable", name + " on",
        "nameDisable", name + " off",
        "description", description,
        "espace", espace,
        "icon", "lightbulb",
        "mode", mode,
        "sources", sources,
        "inputs", inputs);
  }

  private static Map<String, Object> action(
      String source, String action, int enable, Map<String, Object> arguments) {
    return Map.of("source", source, "action", action, "enable", enable, "arguments", arguments);
  }

  private static String lightEspace(GatewayClient admin) {
    JsonNode espaces = admin.get("/espaces");
    return StreamSupport.stream(espaces.spliterator(), false)
        .filter(espace -> "light".equalsIgnoreCase(espace.path("name").asText()))
        .findFirst()
        .map(espace -> espace.path("id").asText())
        .orElseThrow(() -> new LauncherException("The espace Light is missing"));
  }

  private static Optional<String> find(JsonNode list, String reference) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(item -> reference.equals(item.path("reference").asText()))
        .findFirst()
        .map(item -> item.path("id").asText());
  }

  private static String describe(JsonNode result) {
    return result.path("source").path("reference").asText()
        + " "
        + result.path("action").path("name").asText()
        + ": "
        + result.path("status").asText()
        + " "
        + (result.hasNonNull("error") ? result.path("error") : result.path("data"));
  }
}
