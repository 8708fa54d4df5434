package dev.castellan.messaging.retention;

/**
 * Deletes rows of a table that are more than are wanted, where their age alone does not tell. A
 * service offers one as a bean.
 */
public interface Pruning {

  /** What is pruned, for the log. */
  String table();

  /**
   * Deletes some rows, in the running transaction.
   *
   * @param most how many at most; fewer mean that no more are to be deleted now
   * @return how many
   */
  int prune(int most);
}
