package dev.castellan.gateway.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Argon2id (RFC 9106). A hash is made to cost time and memory, so only a few run at once and few
 * may wait; the rest is told to come back.
 */
@ApplicationScoped
class PasswordHasher {

  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final Argon2Function function;
  private final ThreadPoolExecutor workers;
  private final FutureTask<String> decoy;

  PasswordHasher(IdentityConfig config) {
    IdentityConfig.Passwords cost = config.passwords();
    this.function =
        Argon2Function.getInstance(
            cost.memoryKib(), cost.iterations(), cost.parallelism(), HASH_BYTES, Argon2.ID);
    this.workers =
        new ThreadPoolExecutor(
            cost.atOnce(),
            cost.atOnce(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(cost.waiting()),
            Thread.ofPlatform().daemon().name("passwords-", 0).factory());
    this.decoy = new FutureTask<>(() -> hashNow(UUID.randomUUID().toString()));
    workers.execute(decoy);
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }

  /**
   * @throws ServiceException 503 when too many are waiting
   */
  String hash(String password) {
    return run(() -> hashNow(password));
  }

  /**
   * Whether the password is the one that was hashed.
   *
   * @param hash null when there is no such user; takes as long and is never right
   * @param before runs when it is this password's turn; what it throws is thrown here
   * @throws ServiceException 503 when too many are waiting
   */
  boolean matches(String password, String hash, Runnable before) {
    return run(
        () -> {
          before.run();
          String expected = hash == null ? decoy.get() : hash;
          boolean same =
              Password.check(password, expected).with(Argon2Function.getInstanceFromHash(expected));
          return same && hash != null;
        });
  }

  private String hashNow(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult();
  }

  private <T> T run(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      workers.execute(task);
      return task.get();
    } catch (RejectedExecutionException e) {
      throw busy();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static ServiceException busy() {
    return new ServiceException(
        ErrorCode.UNAVAILABLE, "Too many logins at once", null, Map.of("Retry-After", "1"));
  }
}
