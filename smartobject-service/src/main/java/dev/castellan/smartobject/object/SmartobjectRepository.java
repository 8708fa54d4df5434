package dev.castellan.smartobject.object;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class SmartobjectRepository implements PanacheRepository<Smartobject> {

  /** The object, kept from other editors until the transaction ends. */
  Optional<Smartobject> findForEdit(long id) {
    return Optional.ofNullable(
        getEntityManager().find(Smartobject.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  boolean referenceTaken(String reference) {
    return count("reference", reference) > 0;
  }

  /** Gives a new object its device row, where its state and last use are kept. */
  void addDevice(long id, String stateJson) {
    getEntityManager()
        .createNativeQuery(
            "insert into device (smartobject_id, state) values (?1, cast(?2 as jsonb))")
        .setParameter(1, id)
        .setParameter(2, stateJson)
        .executeUpdate();
  }
}
