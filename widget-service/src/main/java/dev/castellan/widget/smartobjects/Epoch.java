package dev.castellan.widget.smartobjects;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts whatever may change what widgets show: objects with their grants, modules, answers. As
 * long as it stands still, what was shown a moment ago is what would be shown now.
 */
@Singleton
public class Epoch {

  private final AtomicLong number = new AtomicLong();

  /** To be read before anything that is kept under it is looked up. */
  public long now() {
    return number.get();
  }

  /** To be called after a change can be seen. */
  public void next() {
    number.incrementAndGet();
  }
}
