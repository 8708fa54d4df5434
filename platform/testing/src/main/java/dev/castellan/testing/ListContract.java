package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What every list must do, in the envelope of its API. A service inherits these tests for each of
 * its lists.
 */
public abstract class ListContract {

  private final Envelope envelope;
  private final String elements;
  private final String id;

  /**
   * @param elements where the elements are in an answer; {@code $} for the answer itself
   * @param id member that is the id of an element
   */
  protected ListContract(Envelope envelope, String elements, String id) {
    this.envelope = envelope;
    this.elements = elements;
    this.id = id;
  }

  /** Path of a list that nobody else changes and that has three elements at least. */
  protected abstract String list();

  @Test
  void shouldShowEachElementOncePageByPage() {
    List<Object> whole = ids(get(""));
    assertThat(whole).hasSizeGreaterThanOrEqualTo(3);
    for (String order : List.of("", "&sort=-" + id, "&sort=" + id)) {
      List<Object> seen = new ArrayList<>();
      String next = "?limit=2" + order;
      while (next != null) {
        Response page = get(next);
        List<Object> shown = ids(page);
        assertThat(shown).hasSizeBetween(0, 2);
        seen.addAll(shown);
        next = next(page);
      }
      assertThat(seen).as(order).doesNotHaveDuplicates();
      assertThat(seen).as(order).containsExactlyInAnyOrderElementsOf(whole);
    }
  }

  @Test
  void shouldKeepTheOtherParametersOnTheWayToTheNextPage() {
    String filter = "?filter=" + id + "=isnull=false%2C" + id + "%3D%3D%27" + firstId() + "%27";

    String next = next(get(filter + "&limit=1&fields=" + id + "&count=true"));

    assertThat(next).startsWith("?").contains("limit=1", "fields=" + id, "cursor=", "filter=");
    assertThat(get(next).header("X-Total-Count")).isNotNull();
    assertThat(ids(get(next))).doesNotContain(firstId());
  }

  @Test
  void shouldFilterBeforeItCountsAndCountOnlyWhenAsked() {
    String filter = "?filter=" + id + "==" + firstId();

    assertThat(get(filter).header("X-Total-Count")).isNull();
    assertThat(get(filter).header("Link")).isNull();
    assertThat(get(filter + "&count=true&limit=1").header("X-Total-Count")).isEqualTo("1");
    assertThat(ids(get(filter))).containsExactly(firstId());
    assertThat(ids(get("?filter=" + id + "!=" + firstId()))).doesNotContain(firstId()).isNotEmpty();
  }

  @Test
  void shouldReduceElementsToTheMembersAskedFor() {
    List<Map<String, Object>> reduced = get("?fields=" + id).jsonPath().getList(elements);

    assertThat(reduced).hasSize(ids(get("")).size()).allMatch(e -> e.keySet().equals(Set.of(id)));
  }

  @Test
  void shouldNameTheParameterThatIsWrong() {
    Map.of(
            "?limit=0",
            "limit must",
            "?limit=x",
            "limit must",
            "?count=perhaps",
            "count must",
            "?cursor=x",
            "cursor is not",
            "?sort=no.such",
            "sort names an unknown field: no.such",
            "?fields=no.such",
            "fields names an unknown field: no.such",
            "?filter=no.such==1",
            "filter names an unknown field: no.such",
            "?filter=" + id,
            "filter is not RSQL at line 1",
            "?filter=%27%29%3B--",
            "filter is not RSQL at line 1")
        .forEach(
            (query, message) -> {
              Response response = get(query);
              FailureShape.assertThatIt(response, envelope, 400, "bad-parameter");
              assertThat(response.asString()).contains(message);
            });
  }

  @Test
  void shouldRefuseACursorOfAnotherOrder() {
    String next = next(get("?limit=1&sort=" + id));

    FailureShape.assertThatIt(
        get(next.replace("sort=" + id, "sort=-" + id)), envelope, 400, "bad-parameter");
  }

  private Object firstId() {
    return ids(get("")).get(0);
  }

  private List<Object> ids(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return answer.jsonPath().getList(elements.equals("$") ? id : elements + "." + id);
  }

  private static String next(Response page) {
    String link = page.header("Link");
    if (link == null) {
      return null;
    }
    assertThat(link).startsWith("<?").endsWith(">; rel=\"next\"");
    return link.substring(1, link.indexOf('>'));
  }

  private Response get(String query) {
    RequestSpecification request = TestTokens.asGuest().urlEncodingEnabled(false);
    return request.get(list() + query);
  }
}
