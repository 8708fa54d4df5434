package dev.castellan.testing.rules.broken.sender;

import org.apache.kafka.clients.producer.Producer;
import org.eclipse.microprofile.reactive.messaging.Emitter;

class LampEvents {

  private final Emitter<String> emitter;
  private final Producer<String, String> producer;

  LampEvents(Emitter<String> emitter, Producer<String, String> producer) {
    this.emitter = emitter;
    this.producer = producer;
  }

  void switched() {
    emitter.send("on");
    producer.flush();
  }
}
