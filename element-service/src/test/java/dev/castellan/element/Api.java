package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.TestTokens;
import dev.castellan.web.security.IdentityDirectory;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What tests do with the API again and again. */
public final class Api {

  public static final String ELEMENTS = "/api/v2/smart-elements/";
  public static final String STRUCTURES = "/api/v2/smart-structures/";
  public static final ObjectMapper JSON = new ObjectMapper();

  private static final ObjectMapper RELAXED =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private static final long CLERK_PROFILE = 77;
  private static final Path SAMPLE = Path.of("../launcher/src/main/resources/demo/elements.json");

  private Api() {}

  /** No element and no structure is left, as if the database were new. */
  public static void empty() {
    // An index that is being built beside it may be in the way for a moment.
    await()
        .ignoreException(IllegalStateException.class)
        .untilAsserted(
            () ->
                run(
                    "truncate element, structure, element_history, file, file_chunk;"
                        + " update structure_stamp set stamp = nextval('ids')"));
  }

  public static void run(String sql) {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of what a statement finds. */
  public static List<String> texts(String sql) {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The bills, developers and clients of the demo data; ids by logical name. */
  public static Map<String, Integer> sample() {
    empty();
    JsonNode sample = json(SAMPLE);
    sample.path("structures").forEach(each -> structure(each.toString()));
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (JsonNode each : sample.path("elements")) {
      String name = each.path("name").asText();
      JsonNode body =
          JSON.valueToTree(
              Map.of(
                  "document",
                  Map.of(
                      "properties", Map.of("name", name),
                      "attributes", each.path("attributes"))));
      ids.put(name, create(each.path("structure").asText(), body.toString()));
    }
    return ids;
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON as tests like to write it, with single quotes; what is none stays as it is. */
  private static String relaxed(String json) {
    try {
      return RELAXED.readTree(json).toString();
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  /** Makes a structure. */
  public static void structure(String definition) {
    Response made = admin().body(relaxed(definition)).post(STRUCTURES);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
  }

  /** Makes an element; answers its id. */
  public static int create(String structure, String body) {
    Response made = post(structure, body);
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.path("data.document.properties.initid");
  }

  /** Makes an element of fields with single values. */
  public static int create(String structure, Map<String, ?> values) {
    return create(structure, body(values));
  }

  public static Response post(String structure, String body) {
    return admin().body(relaxed(body)).post(STRUCTURES + structure + "/smart-elements/");
  }

  /** A body that sets these fields. */
  public static String body(Map<String, ?> values) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    values.forEach(
        (id, value) -> {
          Map<String, Object> item = new LinkedHashMap<>();
          item.put("value", value);
          attributes.put(id, item);
        });
    return JSON.valueToTree(Map.of("document", Map.of("attributes", attributes))).toString();
  }

  public static RequestSpecification admin() {
    return TestTokens.asAdmin().contentType("application/json");
  }

  public static RequestSpecification guest() {
    return TestTokens.asGuest().contentType("application/json");
  }

  /** A request of somebody whose profile may call every route that can be granted. */
  public static RequestSpecification clerk() {
    return TestTokens.with(TestTokens.of(7, "clerk", CLERK_PROFILE, "clerk").sign())
        .contentType("application/json");
  }

  /** Lets the profile of the clerk be known. */
  public static void introduceClerk(IdentityDirectory identities) {
    identities.apply(
        "profile:" + CLERK_PROFILE,
        new ProfileState(
            CLERK_PROFILE,
            "clerk",
            RouteTable.load().routes().stream()
                .filter(each -> each.openTo().grantable())
                .map(Route::key)
                .toList(),
            1));
  }

  public static JsonNode tree(Response response) {
    try {
      return JSON.readTree(response.asString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
