package dev.castellan.smartobject.object;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@ApplicationScoped
class SmartobjectRepository implements PanacheRepository<Smartobject> {

  /** The object, kept from other editors until the transaction ends. */
  Optional<Smartobject> findForEdit(long id) {
    return Optional.ofNullable(
        getEntityManager().find(Smartobject.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** What drives an object, which is so for good; empty when there is no such object. */
  Optional<String> moduleOf(long id) {
    return getEntityManager()
        .createQuery("select s.module from Smartobject s where s.id = ?1", String.class)
        .setParameter(1, id)
        .getResultStream()
        .findFirst();
  }

  /** Those of the objects that exist, kept from editors until the transaction ends. */
  List<Smartobject> lockAll(Collection<Long> ids) {
    return find("id in ?1 order by id", ids).withLock(LockModeType.PESSIMISTIC_WRITE).list();
  }

  /** Ids with their versions, by id, from an id on. */
  Map<Long, Long> versionsAfter(long id, int count) {
    List<Object[]> rows =
        getEntityManager()
            .createQuery(
                "select s.id, s.version from Smartobject s where s.id > ?1 order by s.id",
                Object[].class)
            .setParameter(1, id)
            .setMaxResults(count)
            .getResultList();
    Map<Long, Long> versions = new TreeMap<>();
    rows.forEach(row -> versions.put((Long) row[0], (Long) row[1]));
    return versions;
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
