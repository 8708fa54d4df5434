package dev.castellan.testing.rules.broken.transaction;

import jakarta.transaction.Transactional;

class LampResource {

  @Transactional
  void turnOn() {}
}
