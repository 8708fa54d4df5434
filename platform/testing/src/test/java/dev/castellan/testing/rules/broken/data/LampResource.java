package dev.castellan.testing.rules.broken.data;

import jakarta.persistence.EntityManager;
import jakarta.ws.rs.Path;

@Path("/lamps")
class LampResource {

  private final EntityManager entities;

  LampResource(EntityManager entities) {
    this.entities = entities;
  }

  boolean open() {
    return entities.isOpen();
  }
}
