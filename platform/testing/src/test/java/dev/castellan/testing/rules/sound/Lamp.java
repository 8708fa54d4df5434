package dev.castellan.testing.rules.sound;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Lamp {
  @Id long id;
}
