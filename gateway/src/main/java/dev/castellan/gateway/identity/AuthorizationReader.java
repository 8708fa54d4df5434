package dev.castellan.gateway.identity;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;

import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The lists of authorizations: all there are, and which of them a profile has. */
@ApplicationScoped
class AuthorizationReader {

  private static final String COLUMNS = "a.id, a.reference, a.method, %s, a.grantable";

  /** What cannot be granted is either for whoever has a token, or for administrators. */
  private static final String MAY_CALL =
      "(p.id = 1 or a.route = any (?) or exists (select from profile_routes r"
          + " where r.profile_id = p.id and r.route = a.route))::int";

  private static final Listing ALL = listing("a.secure::int", "authorizations a");
  private static final Listing OF_PROFILE =
      listing(
          "g.secure",
          "profiles p join authorizations a on p.id = ?, lateral (select "
              + MAY_CALL
              + " as secure) g");

  private final DataSource database;
  private final Lists lists;
  private final ProfileRepository profiles;
  private final String[] present;
  private final String[] everybodys;

  AuthorizationReader(DataSource database, Lists lists, ProfileRepository profiles) {
    this.database = database;
    this.lists = lists;
    this.profiles = profiles;
    this.present = RouteTable.load().routes().stream().map(Route::key).toArray(String[]::new);
    this.everybodys =
        RouteTable.load().routes().stream()
            .filter(
                route ->
                    switch (route.openTo()) {
                      case ANYONE, SIGNED_IN -> true;
                      default -> false;
                    })
            .map(Route::key)
            .toArray(String[]::new);
  }

  ListPage<AuthorizationView> all(ListParameters asked) {
    return lists.read(database, ALL, inUse(), asked, AuthorizationReader::view);
  }

  /**
   * @throws ServiceException 404 when there is no such profile
   */
  ListPage<AuthorizationView> ofProfile(long profileId, ListParameters asked) {
    return ofProfile(profileId, inUse(), asked);
  }

  /**
   * @throws ServiceException 404 when there is no such profile or authorization
   */
  AuthorizationView one(long profileId, long id) {
    return ofProfile(profileId, inUse().and(Sql.of("a.id = ?", id)), new ListParameters())
        .items()
        .stream()
        .findFirst()
        .orElseThrow(() -> new ServiceException(ErrorCode.AUTHORIZATION_NOT_FOUND));
  }

  private ListPage<AuthorizationView> ofProfile(long profileId, Sql which, ListParameters asked) {
    if (profiles.count("id", profileId) == 0) {
      throw new ServiceException(ErrorCode.PROFILE_NOT_FOUND);
    }
    return lists.read(
        database, OF_PROFILE.over(profileId, everybodys), which, asked, AuthorizationReader::view);
  }

  /** A row of the table that is gone keeps its number, but nobody is shown it. */
  private Sql inUse() {
    return Sql.of("a.route = any (?)", (Object) present);
  }

  private static Listing listing(String secure, String from) {
    return Listing.of(
        AuthorizationView.class,
        COLUMNS.formatted(secure),
        from,
        "id",
        integer("id", "a.id"),
        text("reference", "a.reference"),
        text("method", "a.method"),
        integer("secure", secure),
        bool("grantable", "a.grantable"));
  }

  private static AuthorizationView view(ResultSet row) throws SQLException {
    return new AuthorizationView(
        row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getBoolean(5));
  }
}
