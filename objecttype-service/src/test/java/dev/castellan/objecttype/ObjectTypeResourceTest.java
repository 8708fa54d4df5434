package dev.castellan.objecttype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.testing.Backends;
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

@QuarkusTest
@WithTestResource(Backends.class)
class ObjectTypeResourceTest {

  @AfterEach
  void deleteAll() throws SQLException {
    run("delete from objecttype");
  }

  @Test
  void shouldAnswerAnEmptyListWhenThereIsNone() {
    assertThat(TestTokens.asGuest().get("/objecttype").asString()).isEqualTo("[]");
  }

  @Test
  void shouldListIdAndNameInOrderOfNames() throws SQLException {
    run(
        """
        insert into objecttype values
          ('0193a3a0-0000-7000-8000-000000000001', 'Server', true, 2, now(), now(), 1),
          ('0193a3a0-0000-7000-8000-000000000002', 'Rack', false, 4, now(), now(), 1)
        """);

    assertThat(TestTokens.asGuest().get("/objecttype").asString())
        .isEqualToIgnoringWhitespace(
            """
            [{"id":"0193a3a0-0000-7000-8000-000000000002","name":"Rack"},
             {"id":"0193a3a0-0000-7000-8000-000000000001","name":"Server"}]
            """);
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
