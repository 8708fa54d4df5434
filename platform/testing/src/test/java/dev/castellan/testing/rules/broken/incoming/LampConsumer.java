package dev.castellan.testing.rules.broken.incoming;

import org.eclipse.microprofile.reactive.messaging.Incoming;

class LampConsumer {

  @Incoming("lamps")
  void receive(String message) {}
}
