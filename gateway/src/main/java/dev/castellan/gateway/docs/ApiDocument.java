package dev.castellan.gateway.docs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.castellan.contracts.routes.RouteTable;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The description of the whole API, merged once from those that were built with this gateway: each
 * service's build proves that its own is true.
 */
@Startup
@ApplicationScoped
class ApiDocument {

  private final byte[] json;
  private final byte[] yaml;

  ApiDocument(@ConfigProperty(name = "quarkus.application.version") String version) {
    YAMLMapper yamlMapper = new YAMLMapper();
    RouteTable table = RouteTable.load();
    Map<String, ObjectNode> services = new LinkedHashMap<>();
    try {
      for (String service : table.services()) {
        services.put(service, read(yamlMapper, "openapi/" + service + ".yaml"));
      }
      ObjectNode frame = read(yamlMapper, "castellan/openapi-frame.yaml");
      frame.withObjectProperty("info").put("version", version);
      ObjectNode merged = MergedApi.of(table, frame, services);
      json = new ObjectMapper().writeValueAsBytes(merged);
      yaml = yamlMapper.writeValueAsBytes(merged);
    } catch (IOException e) {
      throw new UncheckedIOException("the API description cannot be read", e);
    }
  }

  byte[] json() {
    return json;
  }

  byte[] yaml() {
    return yaml;
  }

  private static ObjectNode read(YAMLMapper mapper, String name) throws IOException {
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not there");
      }
      return (ObjectNode) mapper.readTree(in);
    }
  }
}
