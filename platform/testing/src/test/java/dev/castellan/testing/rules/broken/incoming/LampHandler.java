package dev.castellan.testing.rules.broken.incoming;

import org.eclipse.microprofile.reactive.messaging.Incoming;

class LampHandler {

  @Incoming("lamps")
  void one(String message) {}

  @Incoming("lamps")
  @Incoming("fans")
  void two(String message) {}
}
