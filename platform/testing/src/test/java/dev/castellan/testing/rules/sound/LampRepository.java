package dev.castellan.testing.rules.sound;

import jakarta.persistence.EntityManager;

class LampRepository {

  private final EntityManager entities;

  LampRepository(EntityManager entities) {
    this.entities = entities;
  }

  Lamp byId(long id) {
    return entities.find(Lamp.class, id);
  }
}
