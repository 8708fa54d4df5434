package dev.castellan.testing.rules.sound;

import dev.castellan.messaging.outbox.Outbox;

class LampEvents {

  private final Outbox outbox;

  LampEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  record Switched(long id) {}

  void switched(long id) {
    outbox.append(Long.toString(id), new Switched(id));
  }
}
