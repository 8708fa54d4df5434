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

  private JsonNode named(String list, String name) {
    for (JsonNode each : status.path(list)) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new IllegalStateException("the suite has no " + name);
  }
}
