package dev.castellan.process;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Ids from the one sequence of this service. */
@ApplicationScoped
public class Ids {

  private final EntityManager database;

  Ids(EntityManager database) {
    this.database = database;
  }

  public long next() {
    return next(1).remove();
  }

  /** So many ids, ascending. */
  public Queue<Long> next(int count) {
    List<?> ids =
        database
            .createNativeQuery(
                "select nextval('process_ids') from generate_series(1, ?1)", Long.class)
            .setParameter(1, count)
            .getResultList();
    Queue<Long> queue = new ArrayDeque<>();
    ids.forEach(id -> queue.add((Long) id));
    return queue;
  }
}
