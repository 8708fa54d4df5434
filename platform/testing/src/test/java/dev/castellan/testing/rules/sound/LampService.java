package dev.castellan.testing.rules.sound;

import jakarta.transaction.Transactional;

class LampService {

  private final LampRepository lamps;
  private final LampEvents events;

  LampService(LampRepository lamps, LampEvents events) {
    this.lamps = lamps;
    this.events = events;
  }

  @Transactional
  LampView turnOn(long id) {
    events.switched(id);
    return LampView.of(lamps.byId(id));
  }
}
