package dev.castellan.testing.rules.broken.entity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class Lamp {
  @Id long id;
}
