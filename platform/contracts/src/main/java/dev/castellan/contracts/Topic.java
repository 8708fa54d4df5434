package dev.castellan.contracts;

import java.time.Duration;

/**
 * A Kafka topic of the suite.
 *
 * @param partitions how many consumers of one group can share it
 * @param cleanup what the broker does with old records
 * @param retention how long records are kept; ignored for compacted topics
 * @param key what the record key holds
 * @param summary what the topic carries, for the AsyncAPI document
 */
public record Topic(
    String name, int partitions, Cleanup cleanup, Duration retention, String key, String summary) {

  /** Broker policy for old records. */
  public enum Cleanup {
    /** Dropped after {@link Topic#retention()}. */
    DELETE,
    /** Latest record per key is kept for ever. */
    COMPACT
  }

  /** Where records go that could not be handled. */
  public String deadLetters() {
    return name + ".dlq";
  }
}
