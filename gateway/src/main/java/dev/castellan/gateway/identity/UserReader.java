package dev.castellan.gateway.identity;

import static dev.castellan.web.list.ListField.bool;
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

/** The list of users. */
@ApplicationScoped
class UserReader {

  private static final Listing LISTING =
      Listing.of(
          UserView.class,
          "u.id, u.login, p.id, p.name, u.enabled, u.built_in, u.created_at, u.updated_at,"
              + " u.version",
          "users u join profiles p on p.id = u.profile_id",
          "id",
          integer("id", "u.id"),
          text("login", "u.login"),
          integer("profile.id", "p.id"),
          text("profile.name", "p.name"),
          bool("enabled", "u.enabled"),
          bool("builtIn", "u.built_in"),
          time("createdAt", "u.created_at"),
          time("updatedAt", "u.updated_at"),
          integer("version", "u.version"));

  private final DataSource database;
  private final Lists lists;

  UserReader(DataSource database, Lists lists) {
    this.database = database;
    this.lists = lists;
  }

  ListPage<UserView> list(ListParameters asked) {
    return lists.read(database, LISTING, Sql.ALL, asked, UserReader::view);
  }

  private static UserView view(ResultSet row) throws SQLException {
    return new UserView(
        row.getLong(1),
        row.getString(2),
        new ProfileName(row.getLong(3), row.getString(4)),
        row.getBoolean(5),
        row.getBoolean(6),
        Jdbc.instant(row, 7),
        Jdbc.instant(row, 8),
        row.getLong(9));
  }
}
