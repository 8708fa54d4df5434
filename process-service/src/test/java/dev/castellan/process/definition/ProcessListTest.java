package dev.castellan.process.definition;

import static dev.castellan.testing.TestTokens.asGuest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.process.TestProcesses;
import dev.castellan.testing.Backends;
import dev.castellan.testing.ListContract;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ProcessListTest extends ListContract {

  ProcessListTest() {
    super(Envelope.A, "data", "id");
  }

  @BeforeEach
  void shouldHaveSome() {
    for (int i = 0; i < 3; i++) {
      TestProcesses.simple().create();
    }
  }

  @Override
  protected String list() {
    return "/process";
  }

  @Test
  void shouldSortByWhatItShowsAndKeepThatOrder() {
    String mark = UUID.randomUUID().toString();
    long first = TestProcesses.simple().with("name", "b " + mark).with("espace", 2).create();
    long second = TestProcesses.aSwitch().with("name", "a " + mark).with("espace", 2).create();
    long third = TestProcesses.simple().with("name", "c " + mark).with("espace", 3).create();

    assertThat(ids("name==*" + mark, "name")).containsExactly(second, first, third);
    assertThat(ids("name==*" + mark, "-espace.reference,name"))
        .containsExactly(second, first, third);
    assertThat(ids("name==*" + mark + ";mode==simple", "-id")).containsExactly(third, first);
    assertThat(ids("name==*" + mark + ";espace.id=in=(3,4)", "id")).containsExactly(third);
  }

  private static List<Long> ids(String filter, String sort) {
    return asGuest()
        .queryParam("filter", filter)
        .queryParam("sort", sort)
        .get("/process")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("data.id", Long.class);
  }
}
