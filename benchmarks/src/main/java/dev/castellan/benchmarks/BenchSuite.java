package dev.castellan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The suite under load, as {@code CASTELLAN_STATUS} and {@code CASTELLAN_SECRETS} describe it. */
final class BenchSuite {

  private final JsonNode status;

  BenchSuite() throws IOException {
    status = new ObjectMapper().readTree(System.getenv("CASTELLAN_STATUS"));
  }

  /** Where a service answers, without the gateway. */
  URI service(String name) {
    return URI.create(named("services", name).path("url").asText());
  }

  /** Of the database of that name, as the service that owns it. */
  Connection database(String name) throws IOException, SQLException {
    Path secret = Path.of(System.getenv("CASTELLAN_SECRETS"), "postgres-" + name);
    String address = named("backends", "postgres").path("address").asText();
    return DriverManager.getConnection(
        "jdbc:postgresql://" + address + "/" + name, name, Files.readString(secret).strip());
  }

  /** Process ids of services and backends by name. */
  Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    for (String list : List.of("services", "backends")) {
      for (JsonNode each : status.path(list)) {
        if (each.hasNonNull("pid")) {
          processes.put(each.path("name").asText(), each.path("pid").asLong());
        }
      }
    }
    return processes;
  }

  private JsonNode named(String list, String name) {
    for (JsonNode each : status.path(list)) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new IllegalStateException("the suite has no " + name);
  }
}
