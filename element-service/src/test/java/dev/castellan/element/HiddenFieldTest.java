package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testing.Backends;
import dev.castellan.web.security.IdentityDirectory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two worlds over the whole API: the same requests by a profile that may not read some fields, and
 * by one in a world where those fields do not exist, get the same answers.
 */
@QuarkusTest
@WithTestResource(Backends.class)
class HiddenFieldTest {

  private static final List<String> TYPES =
      List.of("text", "int", "money", "date", "enum", "longtext", "docid", "frame", "array");

  @Inject IdentityDirectory identities;

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldBeAsIfAHiddenFieldWereNotThere(long seed) {
    Api.introduceClerk(identities);
    List<Map<String, Object>> fields = fields(new Random(seed));

    List<String> with = observe(fields, true);
    List<String> without = observe(fields, false);

    assertThat(with).isEqualTo(without);
    assertThat(with).noneMatch(each -> each.contains("classified"));
    assertThat(with).anyMatch(each -> each.contains("public value"));
  }

  private static List<Map<String, Object>> fields(Random random) {
    List<Map<String, Object>> fields = new ArrayList<>();
    fields.add(Map.of("id", "f_title", "type", "text", "title", true));
    for (int i = 0; i < 9; i++) {
      Map<String, Object> field = new LinkedHashMap<>();
      boolean hidden = random.nextBoolean();
      String type = i == 0 ? "array" : TYPES.get(random.nextInt(TYPES.size()));
      field.put("id", (hidden ? "h_" : "v_") + i);
      field.put("type", type);
      if (hidden) {
        boolean byAccess = random.nextBoolean();
        field.put(byAccess ? "access" : "visibility", byAccess ? Map.of("*", "None") : "I");
      }
      if (hidden && (type.equals("text") || type.equals("longtext"))) {
        field.put("default", "classified from the start");
      }
      Map<String, Object> array = fields.size() > 1 ? fields.get(1) : null;
      boolean column =
          array != null
              && !type.equals("array")
              && !type.equals("frame")
              && !field.containsKey("default")
              && random.nextInt(3) == 0;
      if (column) {
        field.put("parent", array.get("id"));
      }
      field.put(
          "multiple",
          !type.equals("array")
              && !type.equals("frame")
              && !field.containsKey("default")
              && random.nextInt(4) == 0);
      fields.add(field);
    }
    return fields;
  }

  private static boolean hidden(Map<String, Object> field) {
    return field.get("id").toString().startsWith("h_")
        || String.valueOf(field.get("parent")).startsWith("h_");
  }

  /** Everything that the clerk can find out. */
  private List<String> observe(List<Map<String, Object>> fields, boolean withHidden) {
    Api.empty();
    List<Map<String, Object>> there =
        fields.stream().filter(each -> withHidden || !hidden(each)).toList();
    Api.structure(
        Api.JSON
            .valueToTree(
                Map.of(
                    "name",
                    "WORLD",
                    "fields",
                    there,
                    "rights",
                    Map.of("clerk", List.of("view", "edit", "create"))))
            .toString());
    int other = Api.create("WORLD", Map.of("f_title", "other"));
    int id = Api.create("WORLD", body(there, other, 1));
    Api.admin().body("").post(Api.ELEMENTS + id + "/revisions/");
    assertThat(Api.admin().body(body(there, other, 2)).put(Api.ELEMENTS + id).statusCode())
        .isEqualTo(200);
    List<String> seen = new ArrayList<>();
    for (Supplier<Response> request : requests(fields, id)) {
      Response answer = request.get();
      seen.add(answer.statusCode() + " " + settled(answer.asString(), id, other));
    }
    return seen;
  }

  private static List<Supplier<Response>> requests(List<Map<String, Object>> fields, int id) {
    String element = Api.ELEMENTS + id;
    String list = Api.STRUCTURES + "WORLD/smart-elements/";
    List<Supplier<Response>> requests = new ArrayList<>();
    for (String path :
        List.of(
            element,
            element + ".xml",
            element + "?fields=family.structure,document.properties.all",
            Api.STRUCTURES + "WORLD.xsd",
            Api.STRUCTURES + "WORLD.xml",
            Api.STRUCTURES + "WORLD?fields=family.structure",
            Api.STRUCTURES + "WORLD?fields=family.definition",
            element + "/history/",
            element + "/revisions/0",
            element + "/revisions/?fields=document.attributes",
            list + "?fields=document.attributes")) {
      requests.add(() -> clerk().get(path));
    }
    requests.add(
        () ->
            clerk()
                .header("If-Match", "\"1.x\"")
                .body(Api.body(Map.of("f_title", "x")))
                .put(element));
    requests.add(() -> clerk().body(Api.body(Map.of("f_title", "new"))).post(list));
    for (Map<String, Object> field : fields) {
      if (hidden(field)) {
        String name = field.get("id").toString();
        requests.add(() -> clerk().get(element + "?fields=document.attributes." + name));
        requests.add(
            () -> clerk().get(element + "/revisions/0?fields=document.attributes." + name));
        requests.add(() -> clerk().get(list + "?fields=document.attributes." + name));
        requests.add(() -> clerk().get(list + "?orderBy=" + name));
        requests.add(() -> clerk().get(list + "?filter=" + name + "=isnull=false"));
        requests.add(() -> clerk().get(list + "?filter=" + name + "==classified"));
        requests.add(() -> clerk().get(element + "/files/" + name + "/-1/x"));
        requests.add(() -> clerk().get(Api.STRUCTURES + "WORLD/enumerates/" + name));
        requests.add(() -> clerk().body(Api.body(Map.of(name, "x"))).put(element));
        requests.add(
            () ->
                clerk()
                    .header("If-Match", "\"1.x\"")
                    .body(Api.body(Map.of(name, "x")))
                    .put(element));
        requests.add(
            () ->
                Api.clerk()
                    .contentType("application/x-www-form-urlencoded")
                    .formParam(name, "x")
                    .put(element));
      }
    }
    return requests;
  }

  private static RequestSpecification clerk() {
    return Api.clerk().urlEncodingEnabled(false);
  }

  private static String body(List<Map<String, Object>> fields, int other, int edition) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Map<String, Object> field : fields) {
      String type = field.get("type").toString();
      if (type.equals("array") || type.equals("frame")) {
        continue;
      }
      int depth =
          (Boolean.TRUE.equals(field.get("multiple")) ? 1 : 0)
              + (String.valueOf(field.get("parent")).matches("[hv]_0") ? 1 : 0);
      Object item = Map.of("value", value(field, type, other, edition));
      for (int i = 0; i < depth; i++) {
        // A hidden column is longer than those beside it.
        item = hidden(field) ? List.of(item, item, item) : List.of(item, item);
      }
      attributes.put(field.get("id").toString(), item);
    }
    return Api.JSON.valueToTree(Map.of("document", Map.of("attributes", attributes))).toString();
  }

  private static Object value(Map<String, Object> field, String type, int other, int edition) {
    return switch (type) {
      case "int", "money" -> 70 + edition;
      case "date" -> "2026-01-0" + edition;
      case "docid" -> Integer.toString(other);
      default -> (hidden(field) ? "classified " : "public value ") + edition;
    };
  }

  /** Without what differs from run to run: ids, moments, durations. */
  private static String settled(String answer, int id, int other) {
    // Moments first: their digits may look like an id.
    return answer
        .replaceAll("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}", "MOMENT")
        .replaceAll("\"duration\":\"[^\"]*\"", "DURATION")
        .replaceAll("\\b" + id + "\\b", "ID")
        .replaceAll("smart-elements/\\d+", "smart-elements/N")
        .replaceAll("\\b" + other + "\\b", "OTHER")
        .replaceAll("\"(id|initid|fromid)\":\\d+", "\"$1\":N");
  }
}
