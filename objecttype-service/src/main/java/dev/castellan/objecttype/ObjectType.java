package dev.castellan.objecttype;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What objects of one kind have in common, apart from their properties. */
@Entity
@Table(name = "objecttype")
class ObjectType {

  @Id private UUID id;

  private String name;

  /** Whether changes of its objects are logged. */
  private boolean log;

  /** How many leading properties make the short name of an object. */
  @Column(name = "short")
  private int shortLength;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  private long version;

  protected ObjectType() {}

  UUID id() {
    return id;
  }

  String name() {
    return name;
  }
}
