package dev.castellan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scenario 05: elements read, listed and edited at their service, among very many of them. */
public final class ElementLoad {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CALLERS = 32;
  private static final int LISTERS = 8;
  private static final int ROUND = 2_000;
  private static final int DEPTH = 2_000;
  private static final int CHUNK = 50_000;
  private static final String ELEMENTS = "/api/v2/smart-elements/";
  private static final String LIST =
      "/api/v2/smart-structures/BENCH/smart-elements/?slice=50&orderBy=b_amount:asc"
          + "&fields=document.properties,document.attributes";

  /** Three revisions of each element, the last one alive. */
  private static final String FILL =
      """
      insert into element (id, initid, revision, latest, kind, structure_id, title, locked, owner,
        owner_login, creator, creator_login, fields, created_at, updated_at, version)
      select %1$d + n * 3 + r, %1$d + n * 3, r, r = 2, 'element', %2$d, 'Element ' || n,
        case when r = 2 then 0 else -1 end, 1, 'admin', 1, 'admin',
        jsonb_build_object(%3$s), now(), now(), r + 1
      from generate_series(%4$d, %5$d) n, generate_series(0, 2) r
      """;

  private final URI service;
  private final String token;
  private final Series series;
  private final Random random = new Random(5);
  private final int elements;
  private long first;

  private ElementLoad(URI service, String token, String[] arguments) {
    this.service = service;
    this.token = token;
    this.elements = Integer.parseInt(arguments[0]);
    this.series = Series.of(service, token, arguments, 1);
  }

  /**
   * @param arguments number of elements, then as {@link Series#of} takes them
   */
  public static void main(String[] arguments) throws Exception {
    BenchSuite suite = new BenchSuite();
    ElementLoad scenario =
        new ElementLoad(
            suite.service("element-service"), System.getenv("CASTELLAN_TOKEN"), arguments);
    scenario.fill(suite);
    scenario.run();
  }

  private void fill(BenchSuite suite) throws Exception {
    JsonNode structure = structure();
    long id = structure.at("/data/document/properties/id").asLong();
    List<String> keys = new ArrayList<>();
    structure
        .at("/data/family/definition/fields")
        .forEach(each -> keys.add(each.path("key").asText()));
    try (Connection database = suite.database("element");
        Statement statement = database.createStatement()) {
      first = reserve(statement, elements * 3L);
      for (int from = 0; from < elements; from += CHUNK) {
        int to = Math.min(from + CHUNK, elements) - 1;
        statement.execute(FILL.formatted(first, id, values(keys), from, to));
      }
      statement.execute("vacuum (analyze) element");
    }
  }

  private static long reserve(Statement statement, long ids) throws SQLException {
    try (var row =
        statement.executeQuery(
            "select setval('ids', last_value + " + (ids + 10) + ") - " + ids + " from ids")) {
      row.next();
      return row.getLong(1);
    }
  }

  private JsonNode structure() throws IOException {
    List<Map<String, Object>> fields = new ArrayList<>();
    fields.add(Map.of("id", "b_title", "type", "text", "title", true));
    fields.add(Map.of("id", "b_amount", "type", "money", "indexed", true));
    fields.add(Map.of("id", "b_kind", "type", "enum", "enum", List.of(Map.of("key", "k1"))));
    for (String type : List.of("int", "double", "date", "timestamp", "time", "color")) {
      fields.add(Map.of("id", "b_" + type, "type", type));
    }
    for (int i = 1; i <= 6; i++) {
      fields.add(Map.of("id", "b_text" + i, "type", "text"));
    }
    try (HttpConnection connection = new HttpConnection(service)) {
      byte[] request =
          connection.request(
              "POST",
              "/api/v2/smart-structures",
              token,
              JSON.writeValueAsString(Map.of("name", "BENCH", "title", "Bench", "fields", fields)));
      HttpConnection.Answer answer = connection.send(request);
      if (answer.status() != 201) {
        throw new IOException("structure: " + answer.status() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    }
  }

  /** Alternating keys and expressions of {@code n}; amounts are spread over the whole range. */
  private static String values(List<String> keys) {
    List<String> expressions = new ArrayList<>();
    expressions.add("'Element ' || n");
    expressions.add("((n::bigint * 7919) %% 1000003)::numeric(12, 2)".replace("%%", "%"));
    expressions.addAll(
        List.of(
            "'k1'",
            "n",
            "n / 8.0",
            "'2026-01-31'",
            "'2026-01-31T12:00:00'",
            "'12:00'",
            "'#1a2b3c'"));
    for (int i = 1; i <= 6; i++) {
      expressions.add("'text " + i + " of element ' || n");
    }
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      pairs.append(i == 0 ? "" : ", ");
      pairs.append("'").append(keys.get(i)).append("', ").append(expressions.get(i));
    }
    return pairs.toString();
  }

  private void run() throws Exception {
    series.warmUp(CALLERS, List.of(caller -> gets(), caller -> lists(), caller -> puts()));
    Series.head();
    series.line("get", CALLERS, 200, caller -> gets());
    List<ClosedLoop.Call> known = known();
    series.line("304", CALLERS, 304, caller -> known);
    series.line("list of 50", LISTERS, 200, caller -> lists());
    series.line("list of 50, first slice", 1, 200, caller -> List.of(list("")));
    String descending = list("").path().replace("b_amount:asc", "b_amount:desc");
    series.line(
        "list of 50, descending",
        1,
        200,
        caller -> List.of(new ClosedLoop.Call("GET", descending, null)));
    String deep = deep();
    series.line("list of 50, " + DEPTH + " slices deep", 1, 200, caller -> List.of(list(deep)));
    series.line("put", CALLERS, 200, caller -> puts());
  }

  private synchronized String any() {
    return ELEMENTS + (first + random.nextInt(elements) * 3L);
  }

  private List<ClosedLoop.Call> gets() {
    return calls(() -> new ClosedLoop.Call("GET", any(), null));
  }

  private List<ClosedLoop.Call> puts() {
    return calls(
        () ->
            new ClosedLoop.Call(
                "PUT",
                any(),
                "{\"document\":{\"attributes\":{\"b_text1\":{\"value\":\"edited "
                    + random.nextInt()
                    + "\"}}}}"));
  }

  private List<ClosedLoop.Call> lists() {
    return calls(() -> list("&filter=b_amount=ge=" + random.nextInt(1_000_000)));
  }

  private static ClosedLoop.Call list(String more) {
    return new ClosedLoop.Call("GET", LIST + more, null);
  }

  private static List<ClosedLoop.Call> calls(java.util.function.Supplier<ClosedLoop.Call> call) {
    List<ClosedLoop.Call> calls = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      calls.add(call.get());
    }
    return calls;
  }

  /** Requests whose answers the client has already. */
  private List<ClosedLoop.Call> known() throws IOException {
    List<ClosedLoop.Call> known = new ArrayList<>();
    try (HttpConnection connection = new HttpConnection(service)) {
      for (int i = 0; i < ROUND; i++) {
        String path = any();
        String tag = connection.send(connection.request("GET", path, token, null)).tag();
        known.add(new ClosedLoop.Call("GET", path, "If-None-Match: " + tag + "\r\n", null));
      }
    }
    return known;
  }

  /** The cursor that stands so many slices behind the first. */
  private String deep() throws IOException {
    String cursor = "";
    try (HttpConnection connection = new HttpConnection(service)) {
      for (int i = 0; i < DEPTH; i++) {
        HttpConnection.Answer page =
            connection.send(connection.request("GET", LIST + cursor, token, null));
        if (page.link() == null) {
          return cursor;
        }
        cursor = page.link().replaceAll(".*(&cursor=[^&>]*).*", "$1");
      }
    }
    return cursor;
  }
}
