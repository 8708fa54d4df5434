package dev.castellan.process.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Pruning;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;

/** How much history there is, by count for each process; what may not go by age stays here too. */
@ApplicationScoped
class ExecutionSurplus implements Pruning {

  /**
   * For each process, from one on, the index leads to the newest one too many; what is older goes.
   */
  private static final String PRUNE =
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
          .formatted(ExecutionRetention.STAYS);

  private final Jdbc jdbc;
  private final ExecutionConfig.Keep keep;

  /** Where the next chunk goes on: the history of each process is counted once in a round. */
  private volatile long nextProcess;

  ExecutionSurplus(Jdbc jdbc, ExecutionConfig config) {
    this.jdbc = jdbc;
    this.keep = config.keep();
  }

  @Override
  public String table() {
    return "execution";
  }

  @Override
  public int prune(int most) {
    return jdbc.run(
        PRUNE,
        delete -> {
          delete.setInt(1, keep.perProcess());
          delete.setLong(2, nextProcess);
          delete.setInt(3, most);
          List<Long> pruned = Jdbc.rows(delete, row -> row.getLong(1));
          nextProcess = pruned.size() < most ? 0 : Collections.max(pruned);
          return pruned.size();
        });
  }
}
