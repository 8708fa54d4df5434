package dev.castellan.contracts;

import java.util.Map;

/**
 * Keeps a picture of one compacted state topic in memory. Implementations are found by the
 * messaging platform, which reads the topic from its first record; the service is ready only when
 * the end seen at start has been reached.
 */
public interface StateFollower {

  /** Name of the topic, from {@link Topics}. */
  String topic();

  /**
   * Which record class holds the data of which CloudEvents type; records of other types are
   * skipped.
   */
  Map<String, Class<?>> types();

  /**
   * Takes the next record over. Called by one thread, in offset order.
   *
   * @param state the full state, or null when the key is gone
   */
  void apply(String key, Object state);

  /** Everything that the topic held at start has been taken over. */
  default void caughtUp() {}
}
