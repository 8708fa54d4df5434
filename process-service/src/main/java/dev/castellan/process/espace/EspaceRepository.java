package dev.castellan.process.espace;

import dev.castellan.web.json.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stored espaces. */
@ApplicationScoped
public class EspaceRepository implements PanacheRepository<Espace> {

  /** The espace that a pointer means. */
  public Optional<Espace> resolve(ObjectRef pointer) {
    if (pointer.id() != null) {
      return findByIdOptional(pointer.id());
    }
    Optional<Espace> named = find("reference", pointer.name()).firstResultOptional();
    return named.isPresent() || pointer.nameAsId() == null
        ? named
        : findByIdOptional(pointer.nameAsId());
  }

  boolean referenceTaken(String reference) {
    return count("reference", reference) > 0;
  }

  boolean inUse(long id) {
    return getEntityManager()
            .createNativeQuery("select 1 from process where espace_id = ?1 limit 1")
            .setParameter(1, id)
            .getResultList()
            .size()
        > 0;
  }
}
