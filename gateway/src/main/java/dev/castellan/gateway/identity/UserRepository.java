package dev.castellan.gateway.identity;

import dev.castellan.web.json.ObjectRef;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class UserRepository implements PanacheRepository<User> {

  /** Logins are unique without regard to case. */
  Optional<User> byLogin(String login) {
    return find("lower(login) = lower(?1)", login).firstResultOptional();
  }

  /** By number, or by login: text is a login first and, if all digits, a number. */
  Optional<User> find(ObjectRef ref) {
    Optional<User> named = ref.name() == null ? Optional.empty() : byLogin(ref.name());
    Long id = ref.id() != null ? ref.id() : ref.nameAsId();
    return named.isPresent() || id == null ? named : findByIdOptional(id);
  }

  /** Keeps the user as he is until the transaction ends; empty when he is gone. */
  Optional<User> hold(long id) {
    return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_READ));
  }

  /** Keeps everybody else from holding or changing the user until the transaction ends. */
  Optional<User> lock(long id) {
    return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
  }

  boolean anyOf(Profile profile) {
    return count("profile", profile) > 0;
  }

  boolean administratorExists() {
    return count("builtIn", true) > 0;
  }
}
