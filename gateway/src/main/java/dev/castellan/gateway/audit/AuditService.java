package dev.castellan.gateway.audit;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;

/** Writes the audit log: in the transaction of what is written down, where there is one. */
@ApplicationScoped
public class AuditService {

  private static final String INSERT =
      """
      insert into audit_log
        (at, kind, user_id, login, profile_id, profile, subject, detail, address, request_id, times)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
      """;

  private final Jdbc jdbc;
  private final AuditEvents events;
  private final CurrentVertxRequest request;

  AuditService(Jdbc jdbc, AuditEvents events, CurrentVertxRequest request) {
    this.jdbc = jdbc;
    this.events = events;
    this.request = request;
  }

  /**
   * Something that the caller of the running request did.
   *
   * @param subject kind and id of what it was done to
   * @param detail null for none; never a secret
   */
  @Transactional
  public void record(AuditKind kind, String subject, String detail) {
    write(List.of(AuditEntry.of(current(), kind, subject, detail)));
  }

  /** Something that a user did before the request knew him: a login. */
  @Transactional
  public void record(AuditKind kind, Caller who, String subject, String detail) {
    write(List.of(AuditEntry.of(current(), kind, subject, detail).by(who)));
  }

  /** Something that a user did from an address, outside of the running request. */
  @Transactional
  public void recordFrom(String address, AuditKind kind, Caller who, String subject) {
    write(List.of(AuditEntry.of(null, kind, subject, null).by(who).from(address)));
  }

  @Transactional
  void write(List<AuditEntry> entries) {
    jdbc.run(
        INSERT,
        statement -> {
          for (AuditEntry entry : entries) {
            events.audited(insert(statement, entry), entry);
          }
          return null;
        });
  }

  private static long insert(PreparedStatement statement, AuditEntry entry) throws SQLException {
    Caller caller = entry.caller();
    statement.setObject(1, entry.at().atOffset(ZoneOffset.UTC));
    statement.setString(2, entry.kind().word());
    statement.setObject(3, caller == null ? null : caller.userId(), java.sql.Types.BIGINT);
    statement.setString(4, caller == null ? null : caller.login());
    statement.setObject(5, caller == null ? null : caller.profileId(), java.sql.Types.BIGINT);
    statement.setString(6, caller == null ? null : caller.profile());
    statement.setString(7, entry.subject());
    statement.setString(8, entry.detail());
    statement.setString(9, entry.address());
    statement.setString(10, entry.requestId());
    statement.setInt(11, entry.times());
    return Jdbc.rows(statement, row -> row.getLong(1)).get(0);
  }

  private RoutingContext current() {
    return Arc.container().requestContext().isActive() ? request.getCurrent() : null;
  }
}
