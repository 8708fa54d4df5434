package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

@ApplicationScoped
class ProfileRepository implements PanacheRepository<Profile> {

  List<Profile> all() {
    return list("from Profile p left join fetch p.routes order by p.id");
  }

  /** All of them, kept as they are until the transaction ends. */
  List<Profile> held() {
    return find("order by id").withLock(LockModeType.PESSIMISTIC_READ).list();
  }

  /** By number, or by name: text is a name first and, if all digits, a number. */
  Optional<Profile> find(ObjectRef ref) {
    Optional<Profile> named =
        ref.name() == null ? Optional.empty() : find("name", ref.name()).firstResultOptional();
    Long id = ref.name() == null ? ref.id() : ref.nameAsId();
    return named.isPresent() || id == null ? named : findByIdOptional(id);
  }

  /** Keeps the profile from being deleted until the transaction ends; empty when it is gone. */
  Optional<Profile> hold(long id) {
    return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_READ));
  }

  /** Keeps everybody else from holding or changing the profile until the transaction ends. */
  Optional<Profile> lock(long id) {
    return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
  }

  boolean nameTaken(String name) {
    return count("lower(name) = lower(?1)", name) > 0;
  }

  /** Route keys whose default grants have been given before. */
  Set<String> offeredRoutes() {
    return new HashSet<>(
        getSession()
            .createNativeQuery("select route from offered_routes", String.class)
            .getResultList());
  }

  void markOffered(Collection<String> routes) {
    getEntityManager()
        .createNativeQuery(
            "insert into offered_routes (route) select unnest(cast(:routes as text[]))")
        .setParameter("routes", routes.toArray(String[]::new))
        .executeUpdate();
  }
}
