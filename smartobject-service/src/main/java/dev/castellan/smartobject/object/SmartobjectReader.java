package dev.castellan.smartobject.object;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.web.security.IdentityDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads objects with all that belongs to them, in one query however many there are and without a
 * transaction.
 */
@ApplicationScoped
class SmartobjectReader {

  private static final TypeReference<List<SmartobjectView.SettingView>> SETTINGS =
      new TypeReference<>() {};

  private static final String COLUMNS =
      """
      s.id, s.reference, s.module, s.status, d.last_use, s.created_at, s.updated_at, s.version,
        array(select profile_id from smartobject_profile where smartobject_id = s.id order by 1),
        (select json_agg(json_build_object('id', e.id, 'reference', e.reference, 'value',
                  case when e.sealed is null then e.value::json else '"•••••"'::json end)
                order by e.id)
         from smartobject_setting e where e.smartobject_id = s.id)
      """;

  private static final Listing LISTING =
      Listing.of(
          SmartobjectView.class,
          COLUMNS,
          "smartobject s join device d on d.smartobject_id = s.id",
          "id",
          integer("id", "s.id"),
          text("reference", "s.reference"),
          text("module", "s.module"),
          integer("status.id", "s.status"),
          text("status.name", ObjectStatus.labelOf("s.status")),
          time("lastUse", "d.last_use").orNull(),
          time("createdAt", "s.created_at"),
          time("updatedAt", "s.updated_at"),
          integer("version", "s.version"));

  private final DataSource database;
  private final ObjectMapper mapper;
  private final ModuleCatalogue modules;
  private final IdentityDirectory identities;
  private final Lists lists;
  private final ActionViews actions;

  SmartobjectReader(
      DataSource database,
      ObjectMapper mapper,
      ModuleCatalogue modules,
      IdentityDirectory identities,
      Lists lists) {
    this.database = database;
    this.mapper = mapper;
    this.modules = modules;
    this.identities = identities;
    this.lists = lists;
    this.actions = new ActionViews(mapper);
  }

  Optional<SmartobjectView> one(long id, Caller caller) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LISTING.select("s.id = ?"))) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(view(row, caller)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("object could not be read", e);
    }
  }

  ListPage<SmartobjectView> list(ListParameters asked, Caller caller) {
    return lists.read(database, LISTING, Sql.ALL, asked, row -> view(row, caller));
  }

  private SmartobjectView view(ResultSet row, Caller caller) throws SQLException {
    String module = row.getString(3);
    Optional<ModuleState> manifest = modules.manifest(module);
    List<Long> profiles = longs(row.getArray(9));
    boolean allow = ExecuteRight.direct(caller.profileId(), identities, profiles).allow();
    return new SmartobjectView(
        row.getLong(1),
        row.getString(2),
        module,
        manifest.map(ModuleState::icon).orElse(null),
        SmartobjectView.StatusView.of(row.getInt(4)),
        instant(row, 5),
        settings(row.getString(10)),
        manifest.map(each -> actions.of(each, allow)).orElse(List.of()),
        profiles.stream().map(this::profile).toList(),
        instant(row, 6),
        instant(row, 7),
        row.getLong(8));
  }

  /** A profile with its name, null while that is not known. */
  SmartobjectView.ProfileView profile(long id) {
    return new SmartobjectView.ProfileView(id, identities.profileName(id).orElse(null));
  }

  private List<SmartobjectView.SettingView> settings(String json) {
    try {
      return json == null ? List.of() : mapper.readValue(json, SETTINGS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings could not be read", e);
    }
  }

  private static List<Long> longs(Array array) throws SQLException {
    return Arrays.asList((Long[]) array.getArray());
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
