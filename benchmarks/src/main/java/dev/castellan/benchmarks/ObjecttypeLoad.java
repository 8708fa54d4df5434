package dev.castellan.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;

/** Scenario 06: objects of a type with 12 properties, at the service, beside pgbench. */
public final class ObjecttypeLoad {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CALLERS = 16;
  private static final int ROUND = 64;
  private static final int BULK_LINES = 20_000;
  private static final int PAGE = 50;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random = new Random(6);
  private final URI service;
  private final String token;
  private final int objects;
  private final Series series;
  private final Pgbench pgbench;
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<String> ids = new ArrayList<>();
  private String type;

  private ObjecttypeLoad(String[] arguments) {
    this.service = URI.create(System.getenv("CASTELLAN_SERVICE_URL"));
    this.token = System.getenv("CASTELLAN_TOKEN");
    this.objects = Integer.parseInt(arguments[0]);
    this.series = Series.of(service, token, arguments, 1);
    this.pgbench = new Pgbench(CALLERS, series.window());
  }

  /**
   * @param arguments number of objects, then as {@link Series#of} takes them; the service's address
   *     and a token come from {@code CASTELLAN_SERVICE_URL} and {@code CASTELLAN_TOKEN}, the
   *     database from the variables that pgbench reads
   */
  public static void main(String[] arguments) throws Exception {
    new ObjecttypeLoad(arguments).run();
  }

  private void run() throws Exception {
    define();
    double bulk = load();
    System.out.printf(Locale.ROOT, "%,d objects; bulk: %.0f objects/s%n%n", objects, bulk);
    pgbench.awaitIndexes(3);
    List<Operation> operations = operations(cursorOfTheMiddle());
    series.warmUp(CALLERS, operations.stream().map(Operation::calls).toList());
    Series.head("pgbench/s", "of pgbench");
    for (Operation each : operations) {
      report(each);
    }
  }

  /**
   * What is measured.
   *
   * @param sql of the same rows, one of many for pgbench to choose from
   */
  private record Operation(
      String name, int status, IntFunction<List<ClosedLoop.Call>> calls, List<String> sql) {}

  private List<Operation> operations(String middle) throws IOException {
    String list = "/objecttype/" + type + "/object";
    String text = "((data ->> '" + properties.get("Name") + "') collate \"C\")";
    String number = "((data -> '" + properties.get("Size") + "')::numeric)";
    String of = "select id, data, version from object where type_id = '" + type + "'";
    return List.of(
        operation("get", i -> list + "/" + ids.get(i), i -> of + " and id = '" + ids.get(i) + "'"),
        operation(
            "first page of 50", i -> list + "?limit=" + PAGE, i -> of + " order by id limit 51"),
        operation(
            "page of 50 in the middle",
            i -> list + middle,
            i -> of + " and id > '" + ids.get(objects / 2) + "' order by id limit 51"),
        operation(
            "equality on an indexed text",
            i -> list + "?limit=50&filter=Name==name-" + i,
            i -> of + " and " + text + " = 'name-" + i + "' order by id limit 51"),
        operation(
            "range and sort of 50",
            i -> list + "?limit=50&sort=Size&filter=Size=ge=" + i,
            i ->
                "%s and %s >= %d and %s is not null order by %s, id limit 51"
                    .formatted(of, number, i, number, number)),
        new Operation(
            "create, log and event on",
            201,
            caller -> round(i -> new ClosedLoop.Call("POST", list, body(i + objects))),
            List.of(
                """
                with o as (
                  insert into object values (gen_random_uuid(), '%s', e'%s', now(), now(), 1)
                  returning id, data)
                insert into object_log (object_id, action, details, changes, username, at)
                select id, 1, 'Object created', data::json, 'admin', now() from o
                """
                    .formatted(type, Pgbench.literal(stored(0))))));
  }

  private Operation operation(String name, IntFunction<String> path, IntFunction<String> sql) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      statements.add(sql.apply(random.nextInt(objects)));
    }
    return new Operation(
        name,
        200,
        caller -> round(i -> new ClosedLoop.Call("GET", path.apply(random.nextInt(objects)), null)),
        statements);
  }

  private static List<ClosedLoop.Call> round(IntFunction<ClosedLoop.Call> call) {
    List<ClosedLoop.Call> calls = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      calls.add(call.apply(i));
    }
    return calls;
  }

  private void report(Operation operation) throws Exception {
    List<ClosedLoop.Window> seen = new ArrayList<>();
    List<Double> floor = new ArrayList<>();
    for (int i = 0; i < series.windows(); i++) {
      seen.add(series.one(CALLERS, operation.status(), operation.calls()));
      floor.add(pgbench.rate(operation.sql()));
    }
    double limit = Series.median(floor, Comparator.naturalOrder());
    double rate = Series.median(seen, ClosedLoop.Window.BY_RATE).perSecond();
    Series.print(
        operation.name(),
        CALLERS,
        seen,
        String.format(Locale.ROOT, "%.0f", limit),
        String.format(Locale.ROOT, "%.0f %%", 100 * rate / limit));
  }

  private void define() throws Exception {
    String map =
        post(
            "/valuemap",
            "{\"name\":\"States\",\"value\":[{\"name\":\"running\"},{\"name\":\"stopped\"}]}");
    type = post("/objecttype", "{\"name\":\"Bench\",\"log\":true,\"short\":2}");
    property("Name", 1, ",\"tbl_orderable\":true");
    property("Size", 2, ",\"tbl_orderable\":true");
    property("Bought", 8, ",\"tbl_orderable\":true");
    property("State", 4, ",\"type_valuemap\":\"" + map + "\"");
    property("Active", 5, "");
    property("Seen", 9, "");
    property("Notes", 6, "");
    property("Serial", 1, "");
    property("Place", 1, "");
    property("Owner", 1, "");
    property("Price", 2, "");
    property("Weight", 2, "");
  }

  private void property(String name, int kind, String more) throws Exception {
    properties.put(
        name,
        post(
            "/objecttype/" + type + "/property",
            "{\"name\":\"%s\",\"type\":%d%s}".formatted(name, kind, more)));
  }

  private String body(int i) {
    return """
    {"Name":"name-%d","Size":%d,"Bought":"20%02d-%02d-01","State":"running","Active":%b,\
    "Seen":"2026-11-22 10:%02d","Notes":"What is to be known about object %d of the benchmark",\
    "Serial":"SN-%08d","Place":"Room %d","Owner":"Team %d","Price":%d.99,"Weight":%d.125}\
    """
        .formatted(
            i, i, i % 25, i % 12 + 1, i % 2 == 0, i % 60, i, i, i % 100, i % 40, i % 5000, i % 90);
  }

  /** The values as they stand in the database, by id of their property. */
  private String stored(int i) throws IOException {
    ObjectNode stored = JSON.createObjectNode();
    JSON.readTree(body(i))
        .properties()
        .forEach(each -> stored.set(properties.get(each.getKey()), each.getValue()));
    return stored.toString();
  }

  /** In requests of many lines; answers objects per second. */
  private double load() throws Exception {
    long begin = System.nanoTime();
    for (int from = 0; from < objects; from += BULK_LINES) {
      StringBuilder lines = new StringBuilder();
      for (int i = from; i < Math.min(objects, from + BULK_LINES); i++) {
        lines.append("{\"values\":").append(body(i)).append("}\n");
      }
      String answer =
          send(
              "POST",
              "/objecttype/" + type + "/object/bulk",
              "application/x-ndjson",
              lines.toString());
      for (String line : answer.split("\n")) {
        ids.add(JSON.readTree(line).get("id").asText());
      }
    }
    return objects / ((System.nanoTime() - begin) / 1e9);
  }

  /** The query that goes on in the middle; walked to page by page, as a client has to. */
  private String cursorOfTheMiddle() throws Exception {
    String query = "?limit=1000&fields=id";
    for (int seen = 0; seen < objects / 2; seen += 1000) {
      HttpResponse<String> page =
          http.send(
              request("/objecttype/" + type + "/object" + query).build(),
              HttpResponse.BodyHandlers.ofString());
      String link = page.headers().firstValue("Link").orElseThrow();
      query = link.substring(1, link.indexOf('>'));
    }
    return query.replace("limit=1000", "limit=" + PAGE).replace("fields=id&", "");
  }

  private String post(String path, String body) throws Exception {
    JsonNode answer = JSON.readTree(send("POST", path, "application/json", body));
    return answer.get("id").asText();
  }

  private String send(String method, String path, String contentType, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(path)
                .header("Content-Type", contentType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).header("Authorization", "Bearer " + token);
  }
}
