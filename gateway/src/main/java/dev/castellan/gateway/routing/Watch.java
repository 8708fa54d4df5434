package dev.castellan.gateway.routing;

import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the time of the exchanges of one event loop: one look at all of them now and then costs far
 * less than a timer for each.
 */
final class Watch {

  private static final long EVERY_MILLIS = 100;

  private final Set<Exchange> open = new HashSet<>();

  /** For the event loop that this is called on. */
  Watch(Vertx vertx) {
    // Not on the context of the request that happens to be the first.
    ((ContextInternal) vertx.getOrCreateContext())
        .unwrap()
        .setPeriodic(EVERY_MILLIS, tick -> look());
  }

  void begins(Exchange exchange) {
    open.add(exchange);
  }

  void ends(Exchange exchange) {
    open.remove(exchange);
  }

  private void look() {
    long now = System.nanoTime();
    List<Exchange> due = open.stream().filter(each -> each.isDue(now)).toList();
    due.forEach(Exchange::giveUp);
  }
}
