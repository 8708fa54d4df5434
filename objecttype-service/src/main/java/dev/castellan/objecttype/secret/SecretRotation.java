package dev.castellan.objecttype.secret;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.objecttype.Background;
import dev.castellan.web.secret.SecretBox;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Seals anew, in the background, what is sealed under another key than the current one. Once none
 * is left, the old key can be taken out of the configuration.
 */
@ApplicationScoped
public class SecretRotation {

  private static final int CHUNK = 200;
  private static final UUID NONE = new UUID(0, 0);

  /** Rows that another replica has in hand are left to it. */
  private static final String SELECT =
      """
      select object_id, property_id, secret from object_secret
      where recoverable and split_part(secret, ':', 1) <> ?
        and (object_id, property_id) > (?, ?)
      order by object_id, property_id limit %d for update skip locked
      """
          .formatted(CHUNK);

  private static final String UPDATE =
      """
      update object_secret s set secret = f.secret
      from unnest(?, ?, ?) as f (object_id, property_id, secret)
      where s.object_id = f.object_id and s.property_id = f.property_id
      """;

  private final Secrets secrets;
  private final SecretBox box;
  private final SecretsConfig config;
  private final Jdbc jdbc;
  private Background background;

  SecretRotation(Secrets secrets, SecretBox box, SecretsConfig config, Jdbc jdbc) {
    this.secrets = secrets;
    this.box = box;
    this.config = config;
    this.jdbc = jdbc;
  }

  private record Row(UUID object, UUID property, String secret) {}

  void start(@Observes StartupEvent event) {
    background = Background.start("secret-rotation", config.rotateEvery(), this::rotate);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    background.stop();
  }

  /**
   * Seals anew all that is sealed under another key at this moment. What cannot be opened, since
   * its key is not configured any more, stays as it is.
   *
   * @return how many secrets
   */
  public int rotate() {
    int all = 0;
    Row last = new Row(NONE, NONE, null);
    while (last != null && !Thread.currentThread().isInterrupted()) {
      Row after = last;
      List<Row> rows = new ArrayList<>();
      all += QuarkusTransaction.requiringNew().call(() -> rotateChunk(after, rows));
      last = rows.size() < CHUNK ? null : rows.get(CHUNK - 1);
    }
    if (all > 0) {
      Log.infof("Sealed %d secrets under key %s", all, box.currentKeyId());
    }
    return all;
  }

  private int rotateChunk(Row after, List<Row> rows) {
    rows.addAll(jdbc.run(SELECT, select -> rows(select, after)));
    List<Row> anew = new ArrayList<>();
    for (Row each : rows) {
      try {
        String secret = secrets.reseal(each.secret(), each.object(), each.property());
        anew.add(new Row(each.object(), each.property(), secret));
      } catch (IllegalStateException e) {
        Log.errorf(
            "A secret of object %s cannot be sealed anew: %s", each.object(), e.getMessage());
      }
    }
    return anew.isEmpty() ? 0 : save(anew);
  }

  private List<Row> rows(PreparedStatement select, Row after) throws SQLException {
    select.setString(1, box.currentKeyId());
    select.setObject(2, after.object());
    select.setObject(3, after.property());
    return Jdbc.rows(
        select,
        row ->
            new Row(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)));
  }

  private int save(List<Row> rows) {
    return jdbc.run(
        UPDATE,
        update -> {
          Jdbc.bind(update, 1, "uuid", rows, Row::object);
          Jdbc.bind(update, 2, "uuid", rows, Row::property);
          Jdbc.bind(update, 3, "text", rows, Row::secret);
          return update.executeUpdate();
        });
  }
}
