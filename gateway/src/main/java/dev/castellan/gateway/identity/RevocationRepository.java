package dev.castellan.gateway.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class RevocationRepository implements PanacheRepositoryBase<Revocation, String> {

  void put(Revocation revocation) {
    getEntityManager().merge(revocation);
  }

  List<Revocation> live() {
    return list("expiresAt > ?1", Instant.now());
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
