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
import java.util.List;
import javax.sql.DataSource;

/** The list of profiles. */
@ApplicationScoped
class ProfileReader {

  private static final Listing LISTING =
      Listing.of(
          ProfileView.class,
          "p.id, p.name, p.built_in, array(select r.route from profile_routes r"
              + " where r.profile_id = p.id order by r.route), p.created_at, p.version",
          "profiles p",
          "id",
          integer("id", "p.id"),
          text("name", "p.name"),
          bool("builtIn", "p.built_in"),
          time("createdAt", "p.created_at"),
          integer("version", "p.version"));

  private final DataSource database;
  private final Lists lists;

  ProfileReader(DataSource database, Lists lists) {
    this.database = database;
    this.lists = lists;
  }

  ListPage<ProfileView> list(ListParameters asked) {
    return lists.read(database, LISTING, Sql.ALL, asked, ProfileReader::view);
  }

  private static ProfileView view(ResultSet row) throws SQLException {
    return new ProfileView(
        row.getLong(1),
        row.getString(2),
        row.getBoolean(3),
        List.of((String[]) row.getArray(4).getArray()),
        Jdbc.instant(row, 5),
        row.getLong(6));
  }
}
