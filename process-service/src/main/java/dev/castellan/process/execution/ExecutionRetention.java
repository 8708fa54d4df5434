package dev.castellan.process.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Pruning;
import dev.castellan.messaging.retention.Surplus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
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
        where e.id > ? and e.id < ? and (e.status = 'succeeded' or e.id < ?) and not (%s)
        order by e.id limit ? for update skip locked))
      returning id
      """
          .formatted(STAYS);

  /**
   * For each process, from one on, the index leads to the newest one too many; what is older goes.
   */
  private static final String SURPLUS =
      """
      delete from execution where id = any (array(
        select e.id
        from process p
        cross join lateral (
          select id from execution where process_id = p.id order by id desc offset ? limit 1) newest
        join execution e on e.process_id = p.id and e.id <= newest.id
        where p.id >= ? and not (%s)
        order by p.id limit ?
        for update of e skip locked))
      returning process_id
      """
          .formatted(STAYS);

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final Jdbc jdbc;
  private final ExecutionConfig.Keep keep;

  /** Behind which the next chunk goes on, so that what is kept is passed once in a round. */
  private volatile UUID last = BEFORE_ALL;

  ExecutionRetention(Jdbc jdbc, ExecutionConfig config) {
    this.jdbc = jdbc;
    this.keep = config.keep();
  }

  @Produces
  @Singleton
  Surplus surplus() {
    return new Surplus(jdbc, table(), SURPLUS, keep.perProcess());
  }

  @Override
  public String table() {
    return "execution";
  }

  @Override
  public int prune(int most) {
    Instant now = Instant.now();
    return jdbc.run(
        OLD,
        delete -> {
          delete.setObject(1, last);
          delete.setObject(2, firstId(now, keep.succeeded()));
          delete.setObject(3, firstId(now, keep.others()));
          delete.setInt(4, most);
          List<UUID> pruned = Jdbc.rows(delete, row -> row.getObject(1, UUID.class));
          last = pruned.size() < most ? BEFORE_ALL : newest(pruned);
          return pruned.size();
        });
  }

  /** In the order of the database, by which the bits have no sign. */
  private static UUID newest(List<UUID> ids) {
    return ids.stream().max(Comparator.comparing(UUID::toString)).orElse(BEFORE_ALL);
  }

  /** The lowest id that an execution accepted so long ago can have (UUIDv7, RFC 9562 §5.7). */
  private static UUID firstId(Instant now, Duration ago) {
    return new UUID(now.minus(ago).toEpochMilli() << 16, 0);
  }
}
