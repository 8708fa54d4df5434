package dev.castellan.gateway.identity;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class ApiKeyRepository implements PanacheRepository<ApiKey> {

  Optional<ApiKey> byHash(byte[] hash) {
    return find("keyHash", hash).firstResultOptional();
  }
}
