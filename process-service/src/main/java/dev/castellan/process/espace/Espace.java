package dev.castellan.process.espace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A sector under which processes are grouped. */
@Entity
@Table(name = "espace")
public class Espace {

  @Id private long id;

  @Column(nullable = false, unique = true)
  private String reference;

  @Column(nullable = false)
  private String name;

  private String description;
  private String icon;

  /** For Hibernate. */
  protected Espace() {}

  Espace(long id, EspaceRequest request) {
    this.id = id;
    this.reference = request.reference().strip();
    this.name = request.nameOrReference();
    this.description = request.description();
    this.icon = request.icon();
  }

  public long id() {
    return id;
  }

  public EspaceView view() {
    return new EspaceView(id, reference, name, description, icon);
  }
}
