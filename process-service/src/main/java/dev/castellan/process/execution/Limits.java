package dev.castellan.process.execution;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Refuses new executions when too many are open. The count is counted anew by the sweeper and kept
 * up in between by what this replica does; of what others do it may be a second late, the load it
 * guards against is not.
 */
@ApplicationScoped
class Limits {

  private final ExecutionConfig config;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger reserved = new AtomicInteger();

  Limits(ExecutionConfig config) {
    this.config = config;
  }

  /**
   * Keeps a place for an execution, for all that are being accepted together must not be too many;
   * to be followed by {@link #free} once it is counted, or not accepted.
   *
   * @throws ServiceException 429, and then no place is kept
   */
  void reserve() {
    if (reserved.incrementAndGet() + open.get() > config.open()) {
      free();
      throw tooMany("Too many executions are open");
    }
  }

  void free() {
    reserved.decrementAndGet();
  }

  void add(int opened) {
    open.addAndGet(opened);
  }

  /** Counts anew; what this replica does meanwhile counts too. */
  void recount(IntSupplier exactly) {
    int before = open.get();
    open.addAndGet(exactly.getAsInt() - before);
  }

  static ServiceException tooMany(String message) {
    return new ServiceException(
        ErrorCode.TOO_MANY_REQUESTS, message, null, Map.of("Retry-After", "1"));
  }
}
