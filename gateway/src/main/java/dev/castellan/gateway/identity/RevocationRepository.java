package dev.castellan.gateway.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class RevocationRepository implements PanacheRepositoryBase<Revocation, String> {

  void put(Revocation revocation) {
    getEntityManager().merge(revocation);
  }

  /** Those that count, kept as they are until the transaction ends. */
  List<Revocation> held() {
    return find("expiresAt > ?1 order by stateKey", Instant.now())
        .withLock(LockModeType.PESSIMISTIC_READ)
        .list();
  }

  /** Removes what has run out; each row is returned to one replica only. */
  List<Revocation> takeExpired() {
    return getSession()
        .createNativeQuery(
            """
            delete from revocations where expires_at < now()
            returning state_key, token_id, user_id, issued_before, expires_at
            """,
            Revocation.class)
        .getResultList();
  }
}
