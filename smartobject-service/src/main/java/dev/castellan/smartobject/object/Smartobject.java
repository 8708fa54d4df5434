package dev.castellan.smartobject.object;

import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One physical or virtual thing, driven by a module. */
@Entity
@Table(name = "smartobject")
class Smartobject {

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "ids")
  @SequenceGenerator(name = "ids", sequenceName = "ids", allocationSize = 1)
  private Long id;

  private String reference;
  private String module;
  private int status;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  /** Counts edits by hand: children count too, which JPA's own versioning would not see. */
  private long version;

  @OneToMany(cascade = CascadeType.ALL, orphanRemoval = true)
  @JoinColumn(name = "smartobject_id", nullable = false)
  @OrderBy("id")
  private List<SmartobjectSetting> settings = new ArrayList<>();

  @ElementCollection
  @CollectionTable(name = "smartobject_profile", joinColumns = @JoinColumn(name = "smartobject_id"))
  @Column(name = "profile_id")
  private Set<Long> profiles = new TreeSet<>();

  protected Smartobject() {}

  Smartobject(String reference, String module, ObjectStatus status) {
    this.reference = reference;
    this.module = module;
    this.status = status.id();
    this.createdAt = Instant.now();
    this.updatedAt = createdAt;
    this.version = 1;
  }

  Long id() {
    return id;
  }

  String reference() {
    return reference;
  }

  String module() {
    return module;
  }

  int status() {
    return status;
  }

  long version() {
    return version;
  }

  List<SmartobjectSetting> settings() {
    return settings;
  }

  Set<Long> profiles() {
    return profiles;
  }

  void rename(String newReference) {
    reference = newReference;
    edited();
  }

  Optional<SmartobjectSetting> setting(String settingReference) {
    return settings.stream().filter(each -> each.reference().equals(settingReference)).findFirst();
  }

  void add(SmartobjectSetting setting) {
    settings.add(setting);
  }

  void remove(SmartobjectSetting setting) {
    settings.remove(setting);
    edited();
  }

  /** Whether the profile was not listed before. */
  boolean grant(long profileId) {
    boolean added = profiles.add(profileId);
    if (added) {
      edited();
    }
    return added;
  }

  /** Whether the profile was listed. */
  boolean revoke(long profileId) {
    boolean removed = profiles.remove(profileId);
    if (removed) {
      edited();
    }
    return removed;
  }

  void edited() {
    version++;
    updatedAt = Instant.now();
  }
}
