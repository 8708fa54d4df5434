package dev.castellan.messaging.intake;

import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.messaging.inbox.Inbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * A consumer as services have them: inbox and effect in one transaction; some messages are
 * hopeless.
 */
@ApplicationScoped
class EffectConsumer {

  /** Actions of this name can never be handled. */
  static final String POISON = "poison";

  private final Intake intake;
  private final Inbox inbox;
  private final DataSource database;

  /** Given up messages, as the handler was told. */
  private final Set<UUID> dead = ConcurrentHashMap.newKeySet();

  EffectConsumer(Intake intake, Inbox inbox, DataSource database) {
    this.intake = intake;
    this.inbox = inbox;
    this.database = database;
  }

  @Incoming("results")
  Flow.Subscriber<Message<ConsumerRecords<String, byte[]>>> results() {
    return intake.worker(
        "results", records -> intake.handle(records, this::handle, each -> dead.add(each.id())));
  }

  private void handle(List<Received> events) {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              Set<UUID> fresh = inbox.firstTime(events.stream().map(Received::id).toList());
              events.stream().filter(each -> fresh.remove(each.id())).forEach(this::takeEffect);
            });
  }

  private void takeEffect(Received event) {
    ActionFinished result = (ActionFinished) event.data();
    if (result.action().equals(POISON)) {
      throw new IllegalArgumentException("cannot be handled");
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into effect (command_id) values (?)")) {
      insert.setObject(1, result.commandId());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("effect could not be stored", e);
    }
  }

  boolean gaveUp(UUID eventId) {
    return dead.contains(eventId);
  }

  int effectsOf(UUID commandId) {
    try (Connection connection = database.getConnection();
        PreparedStatement count =
            connection.prepareStatement("select count(*) from effect where command_id = ?")) {
      count.setObject(1, commandId);
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
