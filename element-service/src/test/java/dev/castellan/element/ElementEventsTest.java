package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.element.ElementChanged;
import dev.castellan.contracts.element.ElementCreated;
import dev.castellan.contracts.element.ElementDeleted;
import dev.castellan.contracts.element.ElementRestored;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementEventsTest {

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldSayWhatHappenedWithoutAnyValue() {
    Api.empty();
    Api.structure(
        "{'name':'NOTE','fields':[{'id':'n_title','type':'text','title':true},"
            + "{'id':'n_text','type':'text'}]}");
    try (EventProbe probe = EventProbe.on(Topics.ELEMENT_EVENTS)) {
      int id = Api.create("NOTE", Map.of("n_title", "one", "n_text", "private"));
      Api.admin().body(Api.body(Map.of("n_title", "two"))).put(Api.ELEMENTS + id);
      Api.admin().body("").post(Api.ELEMENTS + id + "/revisions");
      Api.admin().delete(Api.ELEMENTS + id);
      Api.admin()
          .body("{\"document\":{\"properties\":{\"status\":\"alive\"}}}")
          .put("/api/v2/trash/" + id);

      ElementCreated created =
          probe.await(ElementCreated.class, each -> each.element().initid() == id);
      assertThat(created.element().structure()).isEqualTo("NOTE");
      assertThat(created.caller().login()).isEqualTo("admin");
      ElementChanged changed =
          probe.await(ElementChanged.class, each -> each.after().title().equals("two"));
      assertThat(changed.before().title()).isEqualTo("one");
      assertThat(changed.after().version()).isEqualTo(2);
      probe.await(ElementChanged.class, each -> each.after().revision() == 1);
      ElementDeleted deleted =
          probe.await(ElementDeleted.class, each -> each.element().initid() == id);
      assertThat(deleted.element().status()).isEqualTo("deleted");
      probe.await(ElementRestored.class, each -> each.element().initid() == id);
      assertThat(probe.matching(each -> each.toString().contains("private"))).isEmpty();
    }
  }
}
