package dev.castellan.testing.rules.broken.injection;

import jakarta.inject.Inject;

class LampService {

  @Inject Runnable lamp;

  void run() {
    lamp.run();
  }
}
