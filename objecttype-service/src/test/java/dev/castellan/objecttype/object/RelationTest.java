package dev.castellan.objecttype.object;

import static dev.castellan.objecttype.Api.asAdmin;
import static dev.castellan.objecttype.Api.asGuest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.objecttype.ObjectRelated;
import dev.castellan.contracts.objecttype.ObjectUnrelated;
import dev.castellan.objecttype.Api;
import dev.castellan.testing.Backends;
import dev.castellan.testing.EventProbe;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class RelationTest {

  private String type;
  private String name;
  private String a;
  private String b;

  @BeforeEach
  void shouldHaveTwoObjects() {
    type = Api.type("Related");
    name = Api.property(type, "Name", 1);
    a = Api.object(type, Map.of(name, "A"));
    b = Api.object(type, Map.of(name, "B"));
  }

  private String relations(String object) {
    return Api.path(type, object) + "/relation";
  }

  private List<String> related(String object) {
    return Api.ids(Api.get(relations(object)));
  }

  @Test
  void shouldShowARelationFromBothSidesAndLogItOnBoth() {
    try (EventProbe probe = EventProbe.on(Topics.OBJECTTYPE_EVENTS)) {
      asAdmin().body(Map.of("id", b)).post(relations(a)).then().statusCode(201);

      assertThat(related(a)).containsExactly(b);
      assertThat(related(b)).containsExactly(a);
      assertThat(Api.log(type, a).getString("[0].details")).isEqualTo("B");
      assertThat(Api.log(type, a).getInt("[0].action")).isEqualTo(5);
      assertThat(Api.log(type, a).getString("[0].relation")).isEqualTo(b);
      assertThat(Api.log(type, b).getString("[0].details")).isEqualTo("A");
      probe.await(ObjectRelated.class, each -> each.object().toString().equals(a));
      probe.await(ObjectRelated.class, each -> each.object().toString().equals(b));
      asAdmin().delete(relations(b) + "/" + a).then().statusCode(200);

      assertThat(related(a)).isEmpty();
      assertThat(Api.log(type, a).getInt("[0].action")).isEqualTo(6);
      assertThat(Api.log(type, b).getInt("[0].action")).isEqualTo(6);
      probe.await(ObjectUnrelated.class, each -> each.object().toString().equals(a));
      probe.await(ObjectUnrelated.class, each -> each.object().toString().equals(b));
    }
  }

  @Test
  void shouldAssignOnceAndLogOnce() {
    asAdmin().body(Map.of("id", b)).post(relations(a)).then().statusCode(201);
    int lines = Api.log(type, a).getList("$").size();

    asAdmin()
        .body(Map.of("id", b))
        .post(relations(a))
        .then()
        .statusCode(200)
        .body("assign", equalTo(true));
    asAdmin().body(Map.of("id", a)).post(relations(b)).then().statusCode(200);

    assertThat(Api.log(type, a).getList("$")).hasSize(lines);
    assertThat(related(a)).containsExactly(b);
  }

  @Test
  void shouldNotRelateAnObjectToItselfOrToNothing() {
    asAdmin().body(Map.of("id", a)).post(relations(a)).then().statusCode(422);
    asAdmin()
        .body(Map.of("id", "11111111-1111-4111-8111-111111111111"))
        .post(relations(a))
        .then()
        .statusCode(422);
    asAdmin().delete(relations(a) + "/" + b).then().statusCode(404);
    asAdmin().body(Map.of()).post(relations(a)).then().statusCode(422);
  }

  @Test
  void shouldTakeTheListOnSaveAsTheWholeAndLeaveItAloneWhenAbsent() {
    String c = Api.object(type, Map.of(name, "C", "relations", List.of(a)));
    Api.put(Api.path(type, c), Map.of("relations", List.of(b))).then().statusCode(200);
    assertThat(related(c)).containsExactly(b);
    assertThat(related(a)).isEmpty();
    assertThat(related(b)).containsExactly(c);

    Api.put(Api.path(type, c), Map.of(name, "D")).then().statusCode(200);
    assertThat(related(c)).containsExactly(b);
    Api.put(Api.path(type, c), Map.of("relations", List.of())).then().statusCode(200);
    assertThat(related(c)).isEmpty();
  }

  @Test
  void shouldOfferWhatIsAllowedFreeAndNotItself() {
    String others = Api.type(Map.of("name", "Allowed", "relations", List.of(type)));
    Api.property(others, "Label", 1);
    String other = Api.object(others, Map.of("Label", "needle 100%"));
    String closed = Api.type(Map.of("name", "Closed", "relations", List.of(others)));
    String hidden = Api.object(closed, Map.of());
    asAdmin().body(Map.of("id", b)).post(relations(a)).then().statusCode(201);
    String available = relations(a) + "/available";

    assertThat(Api.ids(asAdmin().queryParam("filter", "objtype==" + others).get(available)))
        .containsExactly(other);
    assertThat(Api.ids(asAdmin().queryParam("filter", "objtype==" + type).get(available)))
        .isEmpty();
    assertThat(Api.ids(asAdmin().queryParam("filter", "objtype==" + closed).get(available)))
        .isEmpty();
    assertThat(Api.ids(asAdmin().queryParam("search", "DLE 100%").get(available)))
        .containsExactly(other);
    assertThat(Api.ids(asAdmin().queryParam("search", "needle%%").get(available))).isEmpty();
    assertThat(asAdmin().queryParam("limit", 1).get(available).jsonPath().getList("$")).hasSize(1);
    asAdmin().body(Map.of("id", hidden)).post(relations(a)).then().statusCode(422);
    asAdmin().body(Map.of("id", other)).post(relations(a)).then().statusCode(201);
  }

  @Test
  void shouldSearchWhatIsSeenOfAnObject() {
    String map =
        Api.created(
            "/valuemap", Map.of("name", "States", "value", List.of(Map.of("name", "Running"))));
    String racks = Api.type(Map.of("name", "Rack", "short", 1));
    Api.property(racks, "Label", 1);
    String rack = Api.object(racks, Map.of("Label", "Basement"));
    String found = Api.type("Found");
    Api.property(found, "Number", 2);
    Api.property(found, "Lit", 5);
    Api.property(found, "Secret", 12);
    Api.property(found, "State", 4, Map.of("type_valuemap", map));
    Api.property(found, "Rack", 3, Map.of("type_objtype", racks));
    String gone = Api.property(found, "Gone", 1);
    String id =
        Api.object(
            found,
            Map.of(
                "Number",
                1234.5,
                "Lit",
                true,
                "Secret",
                "s3cret",
                "State",
                "Running",
                "Rack",
                rack,
                "Gone",
                "vanished"));
    asAdmin().delete("/objecttype/" + found + "/property/" + gone).then().statusCode(200);
    String available = relations(a) + "/available";
    String ofType = "objtype==" + found;

    for (String seen : List.of("234.5", "runn", "BASEMENT")) {
      assertThat(
              Api.ids(
                  asAdmin().queryParam("search", seen).queryParam("filter", ofType).get(available)))
          .as(seen)
          .containsExactly(id);
    }
    for (String unseen : List.of("true", "s3cret", rack.substring(0, 13), "vanished")) {
      assertThat(
              Api.ids(
                  asAdmin()
                      .queryParam("search", unseen)
                      .queryParam("filter", ofType)
                      .get(available)))
          .as(unseen)
          .isEmpty();
    }
  }

  @Test
  void shouldShowAndOfferOnlyWhatTheCallerMayRead() {
    String secret = Api.type("Hidden");
    String hidden = Api.object(secret, Map.of());
    asAdmin().body(Map.of("id", hidden)).post(relations(a)).then().statusCode(201);
    asAdmin()
        .body(List.of(Map.of("profile", "occupant", "read", true)))
        .put("/objecttype/" + secret + "/acl")
        .then()
        .statusCode(200);

    assertThat(related(a)).containsExactly(hidden);
    assertThat(Api.ids(asGuest().get(relations(a)))).isEmpty();
    assertThat(
            Api.ids(
                asGuest()
                    .queryParam("filter", "objtype==" + secret)
                    .get(relations(b) + "/available")))
        .isEmpty();
    asGuest().get(Api.objects(secret)).then().statusCode(403);
    asGuest().get("/objecttype/" + secret).then().statusCode(403);
  }

  @Test
  void shouldEndRelationsAndPointersWhenAnObjectIsDeleted() {
    String pointing = Api.type("Pointing");
    String at = Api.property(pointing, "At", 3, Map.of("type_objtype", type));
    String pointer = Api.object(pointing, Map.of(at, a, "relations", List.of(a)));

    asAdmin().delete(Api.path(type, a)).then().statusCode(200);

    assertThat(Api.values(pointing, pointer)).containsEntry("At", null);
    assertThat(Api.ids(Api.get(Api.path(pointing, pointer) + "/relation"))).isEmpty();
    assertThat(Api.log(pointing, pointer).getList("action")).containsExactly(2, 6, 5, 1);
    assertThat(Api.log(pointing, pointer).getString("[1].details")).isEqualTo("A (object deleted)");
    assertThat(Api.log(pointing, pointer).getString("[0].changes[0].before")).isEqualTo(a);
    assertThat(Api.log(type, a).getList("action")).containsExactly(9, 5, 1);
  }
}
