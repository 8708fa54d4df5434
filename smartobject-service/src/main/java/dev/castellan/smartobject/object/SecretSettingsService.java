package dev.castellan.smartobject.object;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Encrypts what became a secret after it was stored, because the manifest calls it one now. That is
 * no edit, but the object shows the moment, so that no replica goes on showing what it remembers.
 */
@ApplicationScoped
public class SecretSettingsService {

  private static final int CHUNK = 200;

  private static final String OPEN =
      """
      select e.id, e.smartobject_id, e.reference, e.value
      from smartobject_setting e join smartobject s on s.id = e.smartobject_id
      where s.module = ? and e.reference = any (?) and e.value is not null
      order by s.id, e.id limit ? for update of s, e
      """;

  private static final String SEAL =
      """
      with kept as (
        update smartobject_setting s set value = null, sealed = u.sealed
        from unnest(?, ?) as u (id, sealed) where s.id = u.id
        returning s.smartobject_id)
      update smartobject set updated_at = now() where id in (select smartobject_id from kept)
      """;

  private final Jdbc jdbc;
  private final SealedSettings secrets;

  SecretSettingsService(Jdbc jdbc, SealedSettings secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  private record Setting(long id, long smartobjectId, String reference, String value) {}

  /** Encrypts stored settings of the module's objects that its manifest calls secret. */
  public void keepSecret(ModuleState manifest) {
    while (QuarkusTransaction.requiringNew().call(() -> keepSome(manifest))) {
      // A transaction for some at a time; each start goes on where somebody was stopped.
    }
  }

  /**
   * Encrypts some of them, in the running transaction.
   *
   * @return whether there were any, so that there may be more
   */
  public boolean keepSome(ModuleState manifest) {
    List<String> secret =
        manifest.settings().stream()
            .filter(ModuleState.Setting::secret)
            .map(ModuleState.Setting::id)
            .toList();
    return !secret.isEmpty() && seal(manifest.id(), secret) > 0;
  }

  private int seal(String module, List<String> references) {
    List<Setting> open =
        jdbc.run(
            OPEN,
            select -> {
              select.setString(1, module);
              Jdbc.bind(select, 2, "text", references, each -> each);
              select.setInt(3, CHUNK);
              return Jdbc.rows(
                  select,
                  row ->
                      new Setting(
                          row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)));
            });
    if (!open.isEmpty()) {
      jdbc.run(
          SEAL,
          seal -> {
            Jdbc.bind(seal, 1, "bigint", open, Setting::id);
            Jdbc.bind(
                seal,
                2,
                "text",
                open,
                each -> secrets.seal(each.smartobjectId, each.reference, each.value));
            return seal.executeUpdate();
          });
    }
    return open.size();
  }
}
