package dev.castellan.testing.rules.broken.transaction;

import jakarta.transaction.Transactional;

@Transactional
class LampService {

  @Transactional
  void turnOn() {}
}
