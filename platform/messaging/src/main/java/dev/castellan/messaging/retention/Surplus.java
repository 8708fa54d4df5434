package dev.castellan.messaging.retention;

import dev.castellan.messaging.jdbc.Jdbc;
import java.util.Collections;
import java.util.List;

/** Prunes by count: of each owner's rows the newest stay. A service offers one as a bean. */
public final class Surplus implements Pruning {

  private final Jdbc jdbc;
  private final String table;
  private final String statement;
  private final int keep;

  /** Where the next chunk goes on: the rows of each owner are counted once in a round. */
  private volatile long nextOwner;

  /**
   * @param statement deletes in the order of owners and returns each row's; is given how many stay,
   *     the owner from which on, and how many go at most
   */
  public Surplus(Jdbc jdbc, String table, String statement, int keep) {
    this.jdbc = jdbc;
    this.table = table;
    this.statement = statement;
    this.keep = keep;
  }

  @Override
  public String table() {
    return table;
  }

  @Override
  public int prune(int most) {
    return jdbc.run(
        statement,
        delete -> {
          delete.setInt(1, keep);
          delete.setLong(2, nextOwner);
          delete.setInt(3, most);
          List<Long> owners = Jdbc.rows(delete, row -> row.getLong(1));
          nextOwner = owners.size() < most ? 0 : Collections.max(owners);
          return owners.size();
        });
  }
}
