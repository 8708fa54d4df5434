package dev.castellan.gateway.audit;

import dev.castellan.contracts.identity.IdentityAudited;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells who listens what was written into the audit log. */
@ApplicationScoped
class AuditEvents {

  private final Outbox outbox;

  AuditEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void audited(long id, AuditEntry entry) {
    outbox.append(
        entry.subject(),
        new IdentityAudited(
            id,
            entry.at(),
            entry.kind().word(),
            entry.caller(),
            entry.subject(),
            entry.detail(),
            entry.address(),
            entry.requestId(),
            entry.times()));
  }
}
