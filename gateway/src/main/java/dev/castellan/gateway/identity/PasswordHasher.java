package dev.castellan.gateway.identity;

import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.secret.PasswordHashes;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.FutureTask;

/** Passwords of users; one that has none takes as long to be refused. */
@ApplicationScoped
class PasswordHasher {

  private final PasswordHashes hashes;
  private final FutureTask<String> decoy;

  PasswordHasher(IdentityConfig config) {
    IdentityConfig.Passwords cost = config.passwords();
    this.hashes =
        new PasswordHashes(
            cost.memoryKib(), cost.iterations(), cost.parallelism(), cost.atOnce(), cost.waiting());
    this.decoy = new FutureTask<>(() -> hashes.hashNow(UUID.randomUUID().toString()));
    Thread.ofPlatform().daemon().name("decoy-password").start(decoy);
  }

  @PreDestroy
  void stop() {
    hashes.close();
  }

  /**
   * @throws ServiceException 503 when too many are waiting
   */
  String hash(String password) {
    return hashes.inTurn(() -> hashes.hashNow(password));
  }

  /**
   * Whether the password is the one that was hashed.
   *
   * @param hash null when there is no such user; takes as long and is never right
   * @param before runs when it is this password's turn; what it throws is thrown here
   * @throws ServiceException 503 when too many are waiting
   */
  boolean matches(String password, String hash, Runnable before) {
    return hashes.inTurn(
        () -> {
          before.run();
          boolean same = hashes.matchesNow(password, hash == null ? decoy.get() : hash);
          return same && hash != null;
        });
  }
}
