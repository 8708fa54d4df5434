package dev.castellan.smartobject.object;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.ModuleCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings as drivers need them: secrets in clear, what is not set completed by the manifest. */
@ApplicationScoped
public class ObjectSettings {

  private static final String SELECT =
      """
      select s.reference, s.module, s.version, e.reference, e.value, e.sealed
      from smartobject s left join smartobject_setting e on e.smartobject_id = s.id
      where s.id = ?
      """;

  private final Jdbc jdbc;
  private final SealedSettings secrets;
  private final ModuleCatalogue modules;

  ObjectSettings(Jdbc jdbc, SealedSettings secrets, ModuleCatalogue modules) {
    this.jdbc = jdbc;
    this.secrets = secrets;
    this.modules = modules;
  }

  /** What an object is configured with; empty when there is no such object. */
  public Optional<DeviceSettings> of(long smartobjectId) {
    Map<String, Object> values = new HashMap<>();
    List<DeviceSettings> rows =
        jdbc.run(
            SELECT,
            select -> {
              select.setLong(1, smartobjectId);
              return Jdbc.rows(select, row -> settings(smartobjectId, row, values));
            });
    return rows.stream().findFirst();
  }

  private DeviceSettings settings(long id, ResultSet row, Map<String, Object> values)
      throws SQLException {
    String module = row.getString(2);
    modules.manifest(module).stream()
        .flatMap(manifest -> manifest.settings().stream())
        .filter(each -> each.defaultValue() != null)
        .forEach(each -> values.putIfAbsent(each.id(), each.defaultValue()));
    String reference = row.getString(4);
    if (reference != null) {
      String sealed = row.getString(6);
      String json = sealed == null ? row.getString(5) : secrets.open(id, reference, sealed);
      values.put(reference, jdbc.value(json, Object.class));
    }
    return new DeviceSettings(id, row.getString(1), module, row.getLong(3), values);
  }
}
