package dev.castellan.objecttype.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists in the order of a property and filtered by it, over nulls, equal values and pages. */
@QuarkusTest
@WithTestResource(Backends.class)
class OrderTest {

  /** Of each kind three values in their order; of pointers, ids in theirs. */
  private List<String> values(int kind) {
    return switch (kind) {
      case 1, 6 -> List.of("B", "a", "b*");
      case 2 -> List.of("-3", "2.5", "10");
      case 3 -> {
        String racks = target;
        yield Stream.of("x", "y", "z").map(each -> Api.object(racks, Map.of())).sorted().toList();
      }
      case 4 ->
          Stream.of("x", "y", "z")
              .map(each -> Api.created("/valuemap/" + target + "/value", Map.of("name", each)))
              .sorted()
              .toList();
      case 5 -> List.of("false", "true");
      case 8 -> List.of("1999-12-31", "2024-02-29", "2024-03-01");
      default -> List.of("1999-12-31 23:59", "2024-02-29 09:00", "2024-02-29 10:00");
    };
  }

  private String target;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 9})
  void shouldSortAndFilterAcrossNullsAndPages(int kind) {
    Map<String, Object> more = new HashMap<>();
    if (kind == 3) {
      target = Api.type("Target");
      more.put("type_objtype", target);
    } else if (kind == 4) {
      target = Api.created("/valuemap", Map.of("name", "Map"));
      more.put("type_valuemap", target);
    }
    List<String> values = values(kind);
    String type = Api.type("Order");
    String property = Api.property(type, "Value", kind, more);
    // Each value twice and null three times, in no order.
    List<String> ascending = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int v = values.size() - 1; v >= 0; v--) {
        ascending.add(Api.object(type, Map.of(property, values.get(v))) + " " + v);
      }
      ascending.add(Api.object(type, Map.of()) + " 9");
    }
    ascending.add(Api.object(type, Map.of()) + " 9");
    ascending.sort(
        (one, other) -> {
          int byValue = one.substring(37).compareTo(other.substring(37));
          return byValue == 0 ? one.compareTo(other) : byValue;
        });
    List<String> ids =
        new ArrayList<>(ascending.stream().map(each -> each.substring(0, 36)).toList());

    for (int limit : List.of(1, 2, 3, 1000)) {
      assertThat(walk(type, "sort=" + property + "&limit=" + limit)).isEqualTo(ids);
    }
    Collections.reverse(ids);
    for (int limit : List.of(1, 2, 3, 1000)) {
      assertThat(walk(type, "sort=-" + property + "&limit=" + limit)).isEqualTo(ids);
    }
    String first = "'" + values.get(0).replace(" ", "%20") + "'";
    assertThat(walk(type, "filter=Value==" + first)).hasSize(2);
    assertThat(walk(type, "filter=Value!=" + first)).hasSize(ids.size() - 2);
    assertThat(walk(type, "filter=Value=gt=" + first)).hasSize(ids.size() - 5);
    assertThat(walk(type, "filter=Value=le=" + first)).hasSize(2);
    assertThat(walk(type, "filter=Value=isnull=true&limit=2")).hasSize(3);
    assertThat(walk(type, "filter=Value=isnull=false&sort=-Value&limit=2"))
        .isEqualTo(ids.subList(3, ids.size()));
    assertThat(walk(type, "filter=Value=in=(" + first + ")")).hasSize(2);
  }

  /** Ids of all pages. */
  private static List<String> walk(String type, String query) {
    List<String> ids = new ArrayList<>();
    String next = "?" + query;
    while (next != null) {
      Response page = Api.asAdmin().urlEncodingEnabled(false).get(Api.objects(type) + next);
      ids.addAll(Api.ids(page));
      String link = page.header("Link");
      next = link == null ? null : link.replaceAll("<(.*)>.*", "$1");
    }
    return ids;
  }
}
