package dev.castellan.gateway.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKey, String> {

  /** All keys, the oldest first, which nobody else changes until the transaction ends. */
  List<SigningKey> lockAll() {
    return find("order by createdAt").withLock(LockModeType.PESSIMISTIC_WRITE).list();
  }

  List<SigningKey> all() {
    return list("order by createdAt");
  }
}
