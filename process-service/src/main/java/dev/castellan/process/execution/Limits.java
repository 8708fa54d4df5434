package dev.castellan.process.execution;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refuses new executions when too many are open. The count is counted anew by the sweeper and kept
 * up in between by what this replica does; it may be a second late, the load it guards against is
 * not.
 */
@ApplicationScoped
class Limits {

  private final ExecutionConfig config;
  private final AtomicInteger open = new AtomicInteger();

  Limits(ExecutionConfig config) {
    this.config = config;
  }

  /**
   * @throws ServiceException 429
   */
  void check() {
    if (open.get() >= config.open()) {
      throw tooMany("Too many executions are open");
    }
  }

  void add(int opened) {
    open.addAndGet(opened);
  }

  void counted(int exactly) {
    open.set(exactly);
  }

  static ServiceException tooMany(String message) {
    return new ServiceException(
        ErrorCode.TOO_MANY_REQUESTS, message, null, Map.of("Retry-After", "1"));
  }
}
