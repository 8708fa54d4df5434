package dev.castellan.testing.rules.broken.crossing;

import dev.castellan.elsewhere.Fan;

class LampService {

  Fan fan() {
    return new Fan();
  }
}
