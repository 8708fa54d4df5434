package dev.castellan.smartobject.object;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.smartobject.module.Discretion;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import dev.castellan.web.security.IdentityDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads objects with all that belongs to them, without a transaction. Their rows are read each
 * time; settings and profiles only when the row is not of the version that is remembered.
 */
@ApplicationScoped
class SmartobjectReader {

  private static final TypeReference<List<SmartobjectView.SettingView>> SETTINGS =
      new TypeReference<>() {};

  /** Bytes that are kept in memory about. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 16;

  /** Settings with more characters are read each time. */
  private static final int LONGEST_KEPT = 16_384;

  /** Objects whose settings are read by one statement; they can be large. */
  private static final int PORTION = 64;

  private static final String COLUMNS =
      """
      s.id, s.reference, s.module, s.status, d.last_use, s.created_at, s.updated_at, s.version
      """;

  private static final String FROM = "smartobject s join device d on d.smartobject_id = s.id";

  /** All in one statement, so that it is of one version. */
  private static final String CONFIGURED =
      "select "
          + COLUMNS
          + """
          , array(select profile_id from smartobject_profile where smartobject_id = s.id order by 1),
            (select json_agg(json_build_object('id', e.id, 'reference', e.reference, 'value',
                      case when e.sealed is null then e.value::json else to_json(?::text) end)
                    order by e.id)
             from smartobject_setting e where e.smartobject_id = s.id)
          from
          """
          + FROM
          + " where s.id = any (?)";

  private static final Listing LISTING =
      Listing.of(
              SmartobjectView.class,
              COLUMNS,
              FROM,
              "id",
              integer("id", "s.id"),
              text("reference", "s.reference"),
              text("module", "s.module"),
              integer("status.id", "s.status"),
              text("status.name", ObjectStatus.labelOf("s.status")),
              time("lastUse", "d.last_use").orNull(),
              time("createdAt", "s.created_at"),
              time("updatedAt", "s.updated_at"),
              integer("version", "s.version"))
          .ofSmallRows();

  private static final String ONE = LISTING.select("s.id = ?");

  private final DataSource database;
  private final Jdbc jdbc;
  private final ObjectMapper mapper;
  private final ModuleCatalogue modules;
  private final IdentityDirectory identities;
  private final Lists lists;
  private final ActionViews actions;
  private final Cache<Long, Configuration> known =
      Caffeine.newBuilder()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((Long id, Configuration each) -> each.size())
          .build();

  SmartobjectReader(
      DataSource database,
      Jdbc jdbc,
      ObjectMapper mapper,
      ModuleCatalogue modules,
      IdentityDirectory identities,
      Lists lists) {
    this.database = database;
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.modules = modules;
    this.identities = identities;
    this.lists = lists;
    this.actions = new ActionViews(mapper);
  }

  private record Row(
      long id,
      String reference,
      String module,
      int status,
      Instant lastUse,
      Instant createdAt,
      Instant updatedAt,
      long version) {

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getLong(1),
          row.getString(2),
          row.getString(3),
          row.getInt(4),
          Jdbc.instant(row, 5),
          Jdbc.instant(row, 6),
          Jdbc.instant(row, 7),
          row.getLong(8));
    }
  }

  private record Configured(Row row, Configuration configuration) {}

  /** Not for who has changed the object in his transaction, which may yet be undone. */
  Optional<SmartobjectView> one(long id, Caller caller) {
    List<Row> rows =
        jdbc.run(
            ONE,
            select -> {
              select.setLong(1, id);
              return Jdbc.rows(select, Row::read);
            });
    return views(rows, caller).stream().findFirst();
  }

  ListPage<SmartobjectView> list(ListParameters asked, Caller caller) {
    return lists.read(
        database, LISTING, Sql.ALL, asked, Row::read, (List<Row> rows) -> views(rows, caller));
  }

  /** Objects that are gone since their rows were read are left out. */
  private List<SmartobjectView> views(List<Row> rows, Caller caller) {
    List<Configured> found = rows.stream().map(this::remembered).toList();
    Map<Long, Configured> read =
        configured(
            found.stream()
                .filter(each -> each.configuration == null)
                .map(each -> each.row.id)
                .toList());
    return found.stream()
        .map(each -> each.configuration == null ? completed(each.row, read) : each)
        .filter(Objects::nonNull)
        .map(each -> view(each.row, each.configuration, caller))
        .toList();
  }

  private Configured remembered(Row row) {
    Configuration last = known.getIfPresent(row.id);
    boolean good = last != null && last.is(row.version, row.updatedAt, manifest(row.module));
    return new Configured(row, good ? last : null);
  }

  /** The row that was asked for, unless the object has been edited since; null if it is gone. */
  private static Configured completed(Row row, Map<Long, Configured> read) {
    Configured fresh = read.get(row.id);
    return fresh != null && fresh.row.version == row.version
        ? new Configured(row, fresh.configuration)
        : fresh;
  }

  private Map<Long, Configured> configured(List<Long> ids) {
    Map<Long, Configured> read = new HashMap<>();
    for (int i = 0; i < ids.size(); i += PORTION) {
      List<Long> some = ids.subList(i, Math.min(i + PORTION, ids.size()));
      jdbc.run(
              CONFIGURED,
              select -> {
                select.setString(1, Discretion.MASK);
                Jdbc.bind(select, 2, "bigint", some, id -> id);
                return Jdbc.rows(select, this::configured);
              })
          .forEach(each -> read.put(each.row.id, each));
    }
    read.forEach(this::keep);
    return read;
  }

  private void keep(long id, Configured read) {
    if (read.configuration.settings().length() <= LONGEST_KEPT) {
      known.put(id, read.configuration);
    }
  }

  private Configured configured(ResultSet columns) throws SQLException {
    Row row = Row.read(columns);
    ModuleState manifest = manifest(row.module);
    return new Configured(
        row,
        new Configuration(
            row.version,
            row.updatedAt,
            manifest,
            settings(columns.getString(10), manifest),
            List.of((Long[]) columns.getArray(9).getArray())));
  }

  private ModuleState manifest(String module) {
    return modules.manifest(module).orElse(null);
  }

  private SmartobjectView view(Row row, Configuration configuration, Caller caller) {
    Optional<ModuleState> manifest = Optional.ofNullable(configuration.manifest());
    List<Long> profiles = configuration.profiles();
    boolean allow = ExecuteRight.direct(caller.profileId(), identities, profiles).allow();
    return new SmartobjectView(
        row.id,
        row.reference,
        row.module,
        manifest.map(ModuleState::icon).orElse(null),
        SmartobjectView.StatusView.of(row.status),
        row.lastUse,
        configuration.settings(),
        manifest.map(each -> actions.of(each, allow)).orElse(List.of()),
        profiles.stream().map(this::profile).toList(),
        row.createdAt,
        row.updatedAt,
        row.version);
  }

  /** A profile with its name, null while that is not known. */
  SmartobjectView.ProfileView profile(long id) {
    return new SmartobjectView.ProfileView(id, identities.profileName(id).orElse(null));
  }

  /** What the manifest calls secret is masked, also where it is not encrypted yet. */
  private WrittenList<SmartobjectView.SettingView> settings(String json, ModuleState manifest) {
    try {
      List<SmartobjectView.SettingView> settings =
          json == null ? List.of() : mapper.readValue(json, SETTINGS);
      return new WrittenList<>(
          settings.stream()
              .map(each -> SettingRules.secret(manifest, each.reference()) ? each.masked() : each)
              .toList(),
          mapper);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("settings could not be read", e);
    }
  }
}
