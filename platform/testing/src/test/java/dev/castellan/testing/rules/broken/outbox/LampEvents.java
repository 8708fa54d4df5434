package dev.castellan.testing.rules.broken.outbox;

import dev.castellan.messaging.outbox.Outbox;

class LampEvents {

  private final Outbox outbox;

  LampEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  record Switched(long id) {}

  void switched() {
    outbox.append("1", new Switched(1));
  }
}
