package dev.castellan.smartobject.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Expiring;
import dev.castellan.messaging.retention.Surplus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How much history there is: by age, and by count for each object. Actions that only read leave
 * none, once nobody can be waiting for their end any more.
 */
@ApplicationScoped
class ExecutionRetention {

  private static final Duration LOOKS_KEPT = Duration.ofMinutes(10);

  /**
   * For each object, from one on, the index leads to the first one too many; what is older goes. An
   * execution that a client can still ask for by its Idempotency-Key stays until then.
   */
  private static final String SURPLUS =
      """
      delete from execution where id = any (array(
        select e.id
        from device d
        cross join lateral (
          select accepted_at, id from execution
          where smartobject_id = d.smartobject_id and finished_at is not null and not safe
          order by accepted_at desc, id desc offset ? limit 1) surplus
        join execution e on e.smartobject_id = d.smartobject_id and e.finished_at is not null
          and not e.safe and (e.accepted_at, e.id) <= (surplus.accepted_at, surplus.id)
        where d.smartobject_id >= ?
          and not exists (select 1 from idempotency_key k where k.execution_id = e.id)
        order by d.smartobject_id limit ?
        for update of e skip locked))
      returning smartobject_id
      """;

  private final Jdbc jdbc;
  private final ExecutionConfig config;

  ExecutionRetention(Jdbc jdbc, ExecutionConfig config) {
    this.jdbc = jdbc;
    this.config = config;
  }

  @Produces
  Expiring looks() {
    return new Expiring("execution", "look_ended_at", LOOKS_KEPT);
  }

  @Produces
  Expiring history() {
    return new Expiring("execution", "finished_at", config.keep());
  }

  @Produces
  @Singleton
  Surplus surplus() {
    return new Surplus(jdbc, "execution", SURPLUS, config.keepPerObject());
  }
}
