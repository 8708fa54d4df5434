package dev.castellan.testing.rules.broken.data;

class FanRepository {

  long count() {
    return 0;
  }
}
