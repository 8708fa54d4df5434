package dev.castellan.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Structures and elements of the demonstration: bills, their authors and their clients. */
final class DemoElements {

  private static final String RESOURCE = "/demo/elements.json";
  private static final String STRUCTURES = "/api/v2/smart-structures";

  private DemoElements() {}

  /** Creates what is missing; logical names tell what is there. */
  static void load(GatewayClient admin) {
    JsonNode sample = read();
    sample.path("structures").forEach(each -> admin.ensure(STRUCTURES, each));
    for (JsonNode each : sample.path("elements")) {
      admin.ensure(
          STRUCTURES + "/" + each.path("structure").asText() + "/smart-elements",
          Map.of(
              "document",
              Map.of(
                  "properties", Map.of("name", each.path("name")),
                  "attributes", each.path("attributes"))));
    }
  }

  private static JsonNode read() {
    try (InputStream in = DemoElements.class.getResourceAsStream(RESOURCE)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
