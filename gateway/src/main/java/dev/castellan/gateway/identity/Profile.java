package dev.castellan.gateway.identity;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** A role; each user has one. Holds the routes granted to it. */
@Entity
@Table(name = "profiles")
class Profile {

  /** Built in; the numbers are part of the API. */
  static final long ADMIN = 1;

  static final long GUEST = 2;
  static final long OCCUPANT = 3;

  @Id
  @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "identity_ids")
  @SequenceGenerator(name = "identity_ids", sequenceName = "identity_ids", allocationSize = 1)
  private Long id;

  private String name;

  @Column(name = "built_in")
  private boolean builtIn;

  private long version;

  @Column(name = "created_at")
  private Instant createdAt;

  @ElementCollection
  @CollectionTable(name = "profile_routes", joinColumns = @JoinColumn(name = "profile_id"))
  @Column(name = "route")
  private Set<String> routes = new TreeSet<>();

  /** For Hibernate. */
  Profile() {}

  Profile(String name, Collection<String> routes) {
    this.name = name;
    this.routes.addAll(routes);
    this.version = 1;
    this.createdAt = Instant.now();
  }

  /**
   * Grants routes; the version tells readers of the state that it is newer.
   *
   * @return whether one of them was not granted before
   */
  boolean grant(Collection<String> more) {
    boolean changed = routes.addAll(more);
    version += changed ? 1 : 0;
    return changed;
  }

  /**
   * Takes a route away.
   *
   * @return whether it was granted
   */
  boolean deny(String route) {
    boolean changed = routes.remove(route);
    version += changed ? 1 : 0;
    return changed;
  }

  long id() {
    return id;
  }

  String name() {
    return name;
  }

  boolean builtIn() {
    return builtIn;
  }

  long version() {
    return version;
  }

  Instant createdAt() {
    return createdAt;
  }

  Set<String> routes() {
    return routes;
  }
}
