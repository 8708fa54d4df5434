package dev.castellan.process.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Pruning;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * How much history there is: by age, longer for what did not succeed, and by count for each
 * process. Age counts from the acceptance, which the id begins with, so that no index is needed
 * that every end of an execution would have to write. What is open stays, and so does what a client
 * can still ask for by its Idempotency-Key.
 */
@ApplicationScoped
class ExecutionRetention implements Pruning {

  private static final String STAYS =
      "e.finished_at is null"
          + " or exists (select 1 from idempotency_key k where k.execution_id = e.id)";

  private static final String OLD =
      """
      delete from execution where id = any (array(
        select e.id from execution e
        where e.id < ? and (e.status = 'succeeded' or e.id < ?) and not (%s)
        order by e.id limit ? for update skip locked))
      """
          .formatted(STAYS);

  /** For each process the index leads to the newest one too many. */
  private static final String SURPLUS =
      """
      delete from execution where id = any (array(
        select e.id
        from process p
        cross join lateral (
          select id from execution where process_id = p.id order by id desc offset ? limit 1) newest
        join execution e on e.process_id = p.id and e.id <= newest.id
        where not (%s)
        limit ? for update of e skip locked))
      """
          .formatted(STAYS);

  private final Jdbc jdbc;
  private final ExecutionConfig.Keep keep;

  ExecutionRetention(Jdbc jdbc, ExecutionConfig config) {
    this.jdbc = jdbc;
    this.keep = config.keep();
  }

  @Override
  public String table() {
    return "execution";
  }

  @Override
  public int prune(int most) {
    Instant now = Instant.now();
    int old =
        jdbc.run(
            OLD,
            delete -> {
              delete.setObject(1, firstId(now, keep.succeeded()));
              delete.setObject(2, firstId(now, keep.others()));
              delete.setInt(3, most);
              return delete.executeUpdate();
            });
    return old == most ? old : old + surplus(most - old);
  }

  private int surplus(int most) {
    return jdbc.run(
        SURPLUS,
        delete -> {
          delete.setInt(1, keep.perProcess());
          delete.setInt(2, most);
          return delete.executeUpdate();
        });
  }

  /** The lowest id that an execution accepted so long ago can have (UUIDv7, RFC 9562 §5.7). */
  private static UUID firstId(Instant now, Duration ago) {
    return new UUID(now.minus(ago).toEpochMilli() << 16, 0);
  }
}
