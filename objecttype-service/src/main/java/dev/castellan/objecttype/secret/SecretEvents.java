package dev.castellan.objecttype.secret;

import dev.castellan.contracts.Caller;
import dev.castellan.contracts.objecttype.SecretRevealed;
import dev.castellan.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Tells the others who was shown a secret. */
@ApplicationScoped
class SecretEvents {

  private final Outbox outbox;

  SecretEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  void revealed(UUID object, UUID property, String reason, Caller caller) {
    outbox.append(object.toString(), new SecretRevealed(object, property, reason, caller));
  }
}
