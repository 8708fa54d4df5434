package dev.castellan.element;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One revision of an element, apart from its fields. A structure is an element too. */
@Entity
@Table(name = "element")
class Element {

  private static final String STRUCTURE = "structure";
  private static final long FIXED = -1;

  @Id private Long id;

  /** Id of revision 0, the same for the whole lineage. */
  private long initid;

  private int revision;

  /** Whether this is the newest revision of its lineage. */
  private boolean latest;

  /** Whether it lies in the trash. */
  private boolean deleted;

  private String kind;

  @Column(name = "structure_id")
  private Long structureId;

  private String name;
  private String title;
  private String icon;
  private long locked;
  private long owner;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  protected Element() {}

  Long id() {
    return id;
  }

  long initid() {
    return initid;
  }

  int revision() {
    return revision;
  }

  boolean isStructure() {
    return STRUCTURE.equals(kind);
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  /** File name of its icon among the assets, null for none. */
  String icon() {
    return icon;
  }

  /** {@code alive}, {@code fixed} for an old revision, or {@code deleted}. */
  String status() {
    if (deleted) {
      return "deleted";
    }
    return locked == FIXED ? "fixed" : "alive";
  }
}
