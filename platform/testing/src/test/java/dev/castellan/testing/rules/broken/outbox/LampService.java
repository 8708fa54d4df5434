package dev.castellan.testing.rules.broken.outbox;

import dev.castellan.messaging.outbox.Outbox;

class LampService {

  private final Outbox outbox;

  LampService(Outbox outbox) {
    this.outbox = outbox;
  }

  record Switched(long id) {}

  void turnOn() {
    outbox.append("1", new Switched(1));
  }

  java.util.function.BiConsumer<String, Record> later() {
    return outbox::append;
  }
}
