package dev.castellan.element.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One revision of an element.
 *
 * @param structureId null for a structure, which is an instance of none
 * @param icon of a structure; elements have that of theirs
 * @param locked 0 free; a user id while he holds it, minus that while he edits; -1 when fixed
 * @param locker login of who holds it; null for nobody
 * @param owner who made this revision
 * @param creator who made the first one
 * @param modified whether it was edited since it began
 * @param createdAt when this revision began
 * @param bornAt when the first one did
 * @param version counts the edits of the lineage
 * @param fields values by field key; null when they were not read
 */
public record ElementRow(
    long id,
    long initid,
    int revision,
    boolean latest,
    boolean deleted,
    boolean structure,
    Long structureId,
    String name,
    String title,
    String icon,
    long locked,
    String locker,
    User owner,
    User creator,
    boolean modified,
    Instant createdAt,
    Instant bornAt,
    Instant updatedAt,
    long version,
    ObjectNode fields) {

  /** Somebody, by id and login. */
  public record User(long id, String login) {}

  private static final long FIXED = -1;

  /** The same revision after an edit. */
  ElementRow edited(String newTitle, ObjectNode newFields, Instant at) {
    return new ElementRow(
        id,
        initid,
        revision,
        latest,
        deleted,
        structure,
        structureId,
        name,
        newTitle,
        icon,
        locked,
        locker,
        owner,
        creator,
        true,
        createdAt,
        bornAt,
        at,
        version + 1,
        newFields);
  }

  /** The structure whose rights count: its own, or itself. */
  public long ruledBy() {
    return structure ? initid : structureId;
  }

  public boolean fixed() {
    return !latest;
  }

  /** {@code deleted}, {@code fixed} or {@code alive}. */
  public String status() {
    return deleted ? "deleted" : fixed() ? "fixed" : "alive";
  }

  /** Whether somebody else holds it. */
  public boolean lockedAgainst(long userId) {
    return locked != 0 && locked != FIXED && Math.abs(locked) != userId;
  }

  /** Whether anybody holds it. */
  public boolean isLocked() {
    return locked != 0 && locked != FIXED;
  }
}
