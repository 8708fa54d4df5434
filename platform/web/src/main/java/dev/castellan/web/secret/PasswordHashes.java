package dev.castellan.web.secret;

import com.password4j.Argon2Function;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import com.password4j.Password;
import com.password4j.types.Argon2;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.Map;
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
public final class PasswordHashes implements AutoCloseable {

  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private final Argon2Function function;
  private final ThreadPoolExecutor workers;

  /**
   * @param memoryKib memory of one hash in KiB
   * @param iterations passes over it
   * @param atOnce how many hashes are computed at the same time
   * @param waiting how many more may wait for their turn
   */
  public PasswordHashes(int memoryKib, int iterations, int parallelism, int atOnce, int waiting) {
    this.function =
        Argon2Function.getInstance(memoryKib, iterations, parallelism, HASH_BYTES, Argon2.ID);
    this.workers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waiting),
            Thread.ofPlatform().daemon().name("passwords-", 0).factory());
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  /** Hashes here and now, for those whose turn it is. */
  public String hashNow(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(function).getResult();
  }

  /**
   * Whether the password is the one that was hashed, found out here and now.
   *
   * @param hash of Argon2 or bcrypt
   */
  public boolean matchesNow(String password, String hash) {
    HashingFunction with =
        hash.startsWith("$2")
            ? BcryptFunction.getInstanceFromHash(hash)
            : Argon2Function.getInstanceFromHash(hash);
    return Password.check(password, hash).with(with);
  }

  /**
   * Does work when it is its turn, and waits for it.
   *
   * @throws ServiceException 503 when too many are waiting
   * @throws RuntimeException what the work threw
   */
  public <T> T inTurn(Callable<T> work) {
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
        ErrorCode.UNAVAILABLE,
        "Too many passwords at once",
        null,
        // Not the service is out of order: somebody asks too much of it.
        Map.of("Retry-After", "1", ServiceException.OUTCOME, ServiceException.BUSINESS));
  }
}
