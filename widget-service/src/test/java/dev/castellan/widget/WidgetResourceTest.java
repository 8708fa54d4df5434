package dev.castellan.widget;

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
class WidgetResourceTest {

  @AfterEach
  void deleteAll() throws SQLException {
    run("delete from widget");
  }

  @Test
  void shouldAnswerAnEmptyListWhenThereIsNone() {
    assertThat(TestTokens.asGuest().get("/widgets").asString())
        .isEqualTo("{\"error\":false,\"code\":\"ok\",\"message\":\"\",\"data\":[]}");
  }

  @Test
  void shouldListWhatTheDatabaseHolds() throws SQLException {
    run(
        """
        insert into widget values
          (8, 'rooms', null, '2026-11-02T08:00:00Z', '2026-11-02T09:00:00Z', 2),
          (7, 'lights', 'bulb', '2026-11-01T08:00:00Z', '2026-11-01T08:00:00Z', 1)
        """);

    assertThat(TestTokens.asGuest().get("/widgets").asString())
        .isEqualToIgnoringWhitespace(
            """
            {"error":false,"code":"ok","message":"","data":[
              {"id":7,"reference":"lights","icon":"bulb",
               "createdAt":"2026-11-01T08:00:00Z","updatedAt":"2026-11-01T08:00:00Z","version":1},
              {"id":8,"reference":"rooms","icon":null,
               "createdAt":"2026-11-02T08:00:00Z","updatedAt":"2026-11-02T09:00:00Z","version":2}
            ]}
            """);
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = PostgresServer.shared().connect(PostgresResource.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
