package dev.castellan.widget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.ListContract;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class WidgetListTest extends ListContract {

  WidgetListTest() {
    super(Envelope.A, "data", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    for (int i = 0; i < 3; i++) {
      TestWidgets.widget().content("title", "Widget " + i).create();
    }
  }

  @Override
  protected String list() {
    return "/widgets";
  }

  @Test
  void shouldSortAndFilterByWhatItShows() {
    String mark = UUID.randomUUID().toString();
    long first = TestWidgets.widget().with("reference", "b " + mark).create();
    long second = TestWidgets.widget().with("reference", "a " + mark).with("icon", null).create();

    assertThat(ids("reference==*" + mark, "reference")).containsExactly(second, first);
    assertThat(ids("reference==*" + mark, "-id")).containsExactly(second, first);
    assertThat(ids("reference==*" + mark + ";icon=isnull=true", "id")).containsExactly(second);
  }

  @Test
  void shouldNotReadMoreThanFitsIntoMemory() {
    String mark = UUID.randomUUID().toString();
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      TestWidgets large = TestWidgets.widget().with("reference", i + " " + mark);
      for (int part = 0; part < 3; part++) {
        large.content(2, "x".repeat(1024 * 1024));
      }
      made.add(large.create());
    }
    RequestSpecification all = TestTokens.asAdmin().queryParam("filter", "reference==*" + mark);

    FailureShape.assertThatIt(all.get("/widgets"), Envelope.A, 400, "bad-parameter");
    // Again and again: what one answer takes of the memory, the next one finds.
    for (int i = 0; i < 4; i++) {
      all.queryParam("limit", 2).get("/widgets").then().statusCode(200);
    }

    made.forEach(id -> TestWidgets.admin().delete("/widgets/{id}", id).then().statusCode(200));
  }

  private static List<Long> ids(String filter, String sort) {
    return TestTokens.asGuest()
        .queryParam("filter", filter)
        .queryParam("sort", sort)
        .get("/widgets")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.id", Long.class);
  }
}
