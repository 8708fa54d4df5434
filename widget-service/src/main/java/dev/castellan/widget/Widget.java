package dev.castellan.widget;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One widget, apart from its sources and contents. */
@Entity
@Table(name = "widget")
class Widget {

  @Id private Long id;

  private String reference;
  private String icon;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  /** Counts edits; values that sources deliver are none. */
  private long version;

  protected Widget() {}

  Long id() {
    return id;
  }

  String reference() {
    return reference;
  }

  String icon() {
    return icon;
  }

  Instant createdAt() {
    return createdAt;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  long version() {
    return version;
  }
}
