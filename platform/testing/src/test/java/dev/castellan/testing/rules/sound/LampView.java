package dev.castellan.testing.rules.sound;

record LampView(long id) {

  static LampView of(Lamp lamp) {
    return new LampView(lamp.id);
  }
}
