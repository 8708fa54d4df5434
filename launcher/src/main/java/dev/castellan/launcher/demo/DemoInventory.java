package dev.castellan.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A small inventory of the household's machines: object types, a value map and a few objects. */
final class DemoInventory {

  private static final String MACHINE = "Machine";

  private final GatewayClient admin;

  DemoInventory(GatewayClient admin) {
    this.admin = admin;
  }

  /** Creates all of it, unless it is there. */
  void load() {
    boolean known =
        StreamSupport.stream(admin.get("/objecttype").spliterator(), false)
            .anyMatch(type -> MACHINE.equals(type.path("name").asText()));
    if (!known) {
      create();
    }
  }

  private void create() {
    String states =
        created(
            "/valuemap",
            Map.of(
                "name",
                "States",
                "value",
                List.of(Map.of("name", "running"), Map.of("name", "in repair"))));
    String room = type("Room");
    property(room, "Name", 1, Map.of("required", true, "unique", true));
    String machine = type(MACHINE);
    property(machine, "Name", 1, Map.of("required", true, "tbl_orderable", true));
    property(machine, "Room", 3, Map.of("type_objtype", room));
    property(machine, "State", 4, Map.of("type_valuemap", states));
    property(machine, "Watts", 2, Map.of("tbl_orderable", true));
    property(machine, "Bought", 8, Map.of());
    property(machine, "Console", 12, Map.of());
    fill(room, machine);
  }

  private void fill(String room, String machine) {
    String kitchen = object(room, Map.of("Name", "Kitchen"));
    String cellar = object(room, Map.of("Name", "Cellar"));
    String router =
        object(
            machine,
            Map.of(
                "Name", "Router",
                "Room", cellar,
                "State", "running",
                "Watts", 12.5,
                "Console", "only-for-show"));
    object(
        machine,
        Map.of(
            "Name",
            "Oven",
            "Room",
            kitchen,
            "State",
            "in repair",
            "Watts",
            3600,
            "Bought",
            "2023-02-09",
            "relations",
            List.of(router)));
  }

  private String type(String name) {
    return created("/objecttype", Map.of("name", name, "log", true, "short", 1));
  }

  private void property(String type, String name, int kind, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("name", name);
    body.put("type", kind);
    created("/objecttype/" + type + "/property", body);
  }

  private String object(String type, Map<String, Object> values) {
    return created("/objecttype/" + type + "/object", values);
  }

  private String created(String path, Object body) {
    JsonNode answer = admin.post(path, body);
    return answer.path("id").asText();
  }
}
