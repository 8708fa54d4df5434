package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementConcurrencyTest {

  private static final int AT_ONCE = 24;

  private int id;

  @BeforeEach
  void load() {
    Api.empty();
    Api.structure(
        "{'name':'NOTE','fields':[{'id':'n_title','type':'text','title':true},"
            + "{'id':'n_a','type':'text'}]}");
    id = Api.create("NOTE", Map.of("n_title", "one"));
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldLetOneOfManyEditorsOfOneVersionThrough() throws Exception {
    String tag = Api.admin().get(Api.ELEMENTS + id).header("ETag");

    List<Integer> statuses =
        statuses(
            i ->
                Api.admin()
                    .header("If-Match", tag)
                    .body(Api.body(Map.of("n_a", "by " + i)))
                    .put(Api.ELEMENTS + id));

    assertThat(statuses).containsOnlyOnce(200).filteredOn(each -> each != 200).containsOnly(412);
  }

  @Test
  void shouldLoseNoEditAndNoRevisionUnderEachOther() throws Exception {
    List<Integer> statuses =
        statuses(
            i ->
                i % 2 == 0
                    ? Api.admin().body("").post(Api.ELEMENTS + id + "/revisions")
                    : Api.admin().body(Api.body(Map.of("n_a", "by " + i))).put(Api.ELEMENTS + id));

    assertThat(statuses).containsOnly(200, 201);
    Response now = Api.admin().get(Api.ELEMENTS + id);
    assertThat(now.<Integer>path("data.document.properties.revision")).isEqualTo(AT_ONCE / 2);
    assertThat(now.header("ETag")).startsWith("\"" + (AT_ONCE + 1) + ".");
  }

  @Test
  void shouldGiveANameOnce() throws Exception {
    List<Integer> statuses =
        statuses(
            i -> Api.post("NOTE", "{'document':{'properties':{'name':'ONLY'},'attributes':{}}}"));

    assertThat(statuses).containsOnlyOnce(201).filteredOn(each -> each != 201).containsOnly(409);
  }

  private static List<Integer> statuses(IntFunction<Response> request) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Integer>> calls =
          IntStream.range(0, AT_ONCE)
              .<Callable<Integer>>mapToObj(i -> () -> request.apply(i).statusCode())
              .toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }
}
