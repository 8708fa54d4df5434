package dev.castellan.gateway.audit;

import dev.castellan.messaging.retention.Expiring;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Forgets what is older than anybody may want to know, or is allowed to keep. */
class AuditRetention {

  @Produces
  @Singleton
  Expiring auditLog(
      @ConfigProperty(name = "castellan.audit.keep", defaultValue = "365D") Duration keep) {
    return new Expiring("audit_log", "at", keep);
  }
}
