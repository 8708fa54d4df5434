package dev.castellan.element.file;

import java.time.Instant;

/**
 * What is known of a file.
 *
 * @param owner id of who sent it
 * @param mime as its bytes say
 * @param size in bytes
 * @param elementId initid of the element that keeps it; null while it is temporary
 * @param fieldKey key of the field that keeps it; null while it is temporary
 */
public record StoredFile(
    long id,
    long owner,
    String name,
    String mime,
    long size,
    Instant createdAt,
    Long elementId,
    String fieldKey) {

  /** What a client writes into a field to keep it there. */
  public String reference() {
    return mime + "|" + id + "|" + name;
  }
}
