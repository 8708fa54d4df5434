package dev.castellan.objecttype.object;

import static dev.castellan.objecttype.Api.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.objecttype.Api;
import dev.castellan.objecttype.Database;
import dev.castellan.testing.Backends;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What so many point to that it does not go in one transaction. */
@QuarkusTest
@WithTestResource(Backends.class)
class CrowdTest {

  /** Of one object it is little enough, of two it is too much. */
  private static final int MANY = Surroundings.MOST * 2 / 3;

  private String type;
  private String pointing;
  private String at;
  private String a;
  private String b;

  @BeforeEach
  void shouldHaveWhatCanBePointedTo() {
    type = Api.type("Centre");
    Api.property(type, "Name", 1);
    pointing = Api.type("Crowd");
    at = Api.property(pointing, "At", 3, Map.of("type_objtype", type));
    a = Api.object(type, Map.of("Name", "A"));
    b = Api.object(type, Map.of("Name", "B"));
  }

  private void crowd(String target, int size) {
    Database.run(
        "insert into object (id, type_id, data, created_at, updated_at, version)"
            + " select gen_random_uuid(), '%s', '{\"%s\":\"%s\"}', now(), now(), 1"
            + " from generate_series(1, %d)",
        pointing, at, target, size);
  }

  private String pointingTo(String target) {
    return Database.text("select count(*) from object where data ->> '%s' = '%s'", at, target);
  }

  private Response deleteBoth(String query) {
    String line = "{\"op\":\"delete\",\"id\":\"%s\"}\n";
    return TestTokens.asAdmin()
        .contentType("application/x-ndjson")
        .body((line.formatted(a) + line.formatted(b)).getBytes(StandardCharsets.UTF_8))
        .post(Api.objects(type) + "/bulk" + query);
  }

  @Test
  void shouldNotDeleteWhatMorePointToThanOneTransactionHolds() {
    crowd(a, Surroundings.MOST + 1);

    asAdmin()
        .delete(Api.path(type, a))
        .then()
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("detail", containsString("10000"));
    assertThat(Api.values(type, a)).isNotEmpty();

    Database.run(
        "delete from object where id = (select id from object where type_id = '%s' limit 1)",
        pointing);
    asAdmin().delete(Api.path(type, a)).then().statusCode(200);
    assertThat(pointingTo(a)).isEqualTo("0");
  }

  @Test
  void shouldDeleteMuchInSeveralTransactionsOfABulk() {
    crowd(a, MANY);
    crowd(b, MANY);

    deleteBoth("?atomic=true")
        .then()
        .statusCode(409)
        .body("code", equalTo("conflict"))
        .body("detail", containsString("Nothing was done"));
    assertThat(pointingTo(a)).isEqualTo(String.valueOf(MANY));

    assertThat(deleteBoth("").asString().lines())
        .hasSize(2)
        .allMatch(each -> each.contains("\"status\":200"));
  }

  @Test
  void shouldNotDoAgainWhatIsDoneWhenALaterTransactionIsTriedAgain() {
    crowd(a, MANY);
    crowd(b, MANY);
    // A sequence counts what is rolled back too.
    Database.run(
        """
        create sequence stumbles;
        create function stumble() returns trigger language plpgsql security definer as $$
          begin
            if nextval('stumbles') = 1 then
              raise exception 'stuck' using errcode = '40P01';
            end if;
            return old;
          end $$;
        create trigger stumble before delete on object for each row
          when (old.id = '%s') execute function stumble();
        """,
        b);
    try {
      assertThat(deleteBoth("").asString().lines())
          .hasSize(2)
          .allMatch(each -> each.contains("\"status\":200"));
      assertThat(Database.text("select last_value from stumbles")).isEqualTo("2");
    } finally {
      Database.run(
          "drop trigger stumble on object; drop function stumble(); drop sequence stumbles");
    }
  }

  @Test
  void shouldAnswerForWhatIsDoneWhenALaterTransactionFails() {
    crowd(a, MANY);
    crowd(b, MANY);
    Database.run(
        """
        create function hold() returns trigger language plpgsql as
          $$ begin raise exception 'broken'; end $$;
        create trigger hold before delete on object for each row
          when (old.id = '%s') execute function hold();
        """,
        b);
    try {
      assertThat(deleteBoth("").asString().lines())
          .satisfiesExactly(
              first -> assertThat(first).contains("\"line\":1", "\"status\":200"),
              second -> assertThat(second).contains("\"line\":2", "\"status\":500"));
      assertThat(Api.get(Api.path(type, a)).statusCode()).isEqualTo(404);
      assertThat(Api.get(Api.path(type, b)).statusCode()).isEqualTo(200);
    } finally {
      Database.run("drop trigger hold on object; drop function hold()");
    }
  }
}
