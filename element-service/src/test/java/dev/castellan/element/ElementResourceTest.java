package dev.castellan.element;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.PostgresResource;
import dev.castellan.testing.PostgresServer;
import dev.castellan.testing.TestTokens;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Backends.class)
class ElementResourceTest {

  private static final String LIST = "/api/v2/smart-elements/";

  @AfterEach
  void deleteAll() throws SQLException {
    run("truncate element, structure");
  }

  @Test
  void shouldAnswerAnEmptyListWhenThereIsNone() {
    assertThat(TestTokens.asGuest().get(LIST).asString())
        .isEqualTo(
            "{\"success\":true,\"data\":{\"requestParameters\":"
                + "{\"slice\":10,\"offset\":0,\"length\":0,\"orderBy\":\"title asc, id desc\"},"
                + "\"uri\":\"/api/v2/smart-elements/\",\"documents\":[]},\"messages\":[]}");
  }

  @Test
  void shouldListTheLatestRevisionsOfWhatIsNotInTheTrash() throws SQLException {
    insertBills();

    assertThat(TestTokens.asGuest().get(LIST).jsonPath().getList("data.documents.properties.id"))
        .containsExactly(15, 12, 10);
  }

  @Test
  void shouldShowAnElementAndAStructureAsTheyAreRead() throws SQLException {
    insertBills();

    assertThat(
            TestTokens.asGuest()
                .get(LIST + "?slice=1&offset=1")
                .path("data.documents[0]")
                .toString())
        .isEqualTo(
            "{properties={id=12, title=April, initid=11, icon=null, name=null, revision=1,"
                + " status=alive}, uri=/api/v2/smart-elements/11.json}");
    assertThat(TestTokens.asGuest().get(LIST + "?offset=2").path("data.documents[0]").toString())
        .isEqualTo(
            "{properties={id=10, title=Bill, initid=10,"
                + " icon=/api/v2/images/assets/sizes/24x24c/devbill.png, name=DEVBILL, revision=0,"
                + " status=alive}, uri=/api/v2/smart-structures/DEVBILL.json}");
  }

  @Test
  void shouldCutTheSliceOutOfTheOrderThatIsAskedFor() throws SQLException {
    insertBills();

    var body = TestTokens.asGuest().get(LIST + "?orderBy=initid:desc&slice=1&offset=1").jsonPath();

    assertThat(body.getList("data.documents.properties.id")).containsExactly(12);
    assertThat(body.getMap("data.requestParameters").toString())
        .isEqualTo("{slice=1, offset=1, length=1, orderBy=initid desc, id desc}");
  }

  @Test
  void shouldListAllAndTakeTheOtherSpellingOfTheOrder() throws SQLException {
    insertBills();

    var body = TestTokens.asGuest().get(LIST + "?slice=all&orderby=id:asc").jsonPath();

    assertThat(body.getList("data.documents.properties.id")).containsExactly(10, 12, 15);
    assertThat(body.getMap("data.requestParameters").toString())
        .isEqualTo("{slice=ALL, offset=0, length=3, orderBy=id asc}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slice=some            | ROUTES0139",
        "slice=-1              | ROUTES0139",
        "offset=first          | ROUTES0139",
        "orderBy=colour:asc    | CRUD0506",
        "orderBy=title:upwards | CRUD0501"
      })
  void shouldRefuseASliceOrOrderThatIsNone(String query, String code) {
    FailureShape.assertThatIt(TestTokens.asGuest().get(LIST + "?" + query), Envelope.B, 400, code);
  }

  @Test
  void shouldRefuseASliceThatHoldsMoreThanTheCap() throws SQLException {
    run(
        """
        insert into element (id, initid, revision, latest, kind, name, title, owner,
                             created_at, updated_at, version)
        select n, n, 0, true, 'structure', 'S' || n, 'S' || n, 1, now(), now(), 1
        from generate_series(1, 10001) n
        """);

    FailureShape.assertThatIt(
        TestTokens.asGuest().get(LIST + "?slice=all"), Envelope.B, 400, "ROUTES0139");
    FailureShape.assertThatIt(
        TestTokens.asGuest().get(LIST + "?slice=10001"), Envelope.B, 400, "ROUTES0139");
    assertThat(
            TestTokens.asGuest()
                .get(LIST + "?slice=all&offset=1")
                .<Integer>path("data.requestParameters.length"))
        .isEqualTo(10_000);
  }

  /** A structure, a bill of two revisions, one in the trash, and one without an icon. */
  private static void insertBills() throws SQLException {
    run(
        """
        insert into element (id, initid, revision, latest, deleted, kind, structure_id, name,
                             title, icon, locked, owner, created_at, updated_at, version)
        values
          (10, 10, 0, true, false, 'structure', null, 'DEVBILL', 'Bill', 'devbill.png', 0, 1,
           now(), now(), 1);
        insert into structure values (10, null, '{}');
        insert into element (id, initid, revision, latest, deleted, kind, structure_id, name,
                             title, icon, locked, owner, created_at, updated_at, version)
        values
          (11, 11, 0, false, false, 'element', 10, null, 'March', null, -1, 1, now(), now(), 1),
          (12, 11, 1, true,  false, 'element', 10, null, 'April', null,  0, 1, now(), now(), 2),
          (13, 13, 0, true,  true,  'element', 10, null, 'Trash', null,  0, 1, now(), now(), 1),
          (15, 15, 0, true,  false, 'element', 10, null, 'April', null,  0, 1, now(), now(), 1)
        """);
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
