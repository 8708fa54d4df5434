package dev.castellan.gateway.identity;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The list of API keys. */
@ApplicationScoped
class ApiKeyReader {

  private static final Listing LISTING =
      Listing.of(
          ApiKeyView.class,
          "k.id, k.name, k.prefix, u.id, u.login, k.created_at, k.expires_at, k.last_used_at",
          "api_keys k join users u on u.id = k.user_id",
          "id",
          integer("id", "k.id"),
          text("name", "k.name"),
          text("prefix", "k.prefix"),
          integer("user.id", "u.id"),
          text("user.login", "u.login"),
          time("createdAt", "k.created_at"),
          time("expiresAt", "k.expires_at").orNull(),
          time("lastUsedAt", "k.last_used_at").orNull());

  private final DataSource database;
  private final Lists lists;

  ApiKeyReader(DataSource database, Lists lists) {
    this.database = database;
    this.lists = lists;
  }

  ListPage<ApiKeyView> list(ListParameters asked) {
    return lists.read(database, LISTING, Sql.ALL, asked, ApiKeyReader::view);
  }

  private static ApiKeyView view(ResultSet row) throws SQLException {
    return new ApiKeyView(
        row.getLong(1),
        row.getString(2),
        null,
        row.getString(3),
        new ApiKeyView.UserName(row.getLong(4), row.getString(5)),
        Jdbc.instant(row, 6),
        Jdbc.instant(row, 7),
        Jdbc.instant(row, 8));
  }
}
